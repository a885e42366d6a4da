import type { KeyboardEvent } from 'react';

/** Enter in a date field takes the date; it must not send the form as well. */
export function keepEnterInPickers(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('.ant-picker')) event.preventDefault();
}
