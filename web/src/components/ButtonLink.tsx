import { Button, type ButtonProps } from 'antd';
import { useHref, useLinkClickHandler } from 'react-router';

/** A link that looks like a button; opens in a new tab like any link. */
export function ButtonLink({ to, children, type = 'default' }: { to: string; children: React.ReactNode; type?: ButtonProps['type'] }) {
  const href = useHref(to);
  const open = useLinkClickHandler(to);
  return (
    <Button {...(type ? { type } : {})} href={href} onClick={(event) => open(event as React.MouseEvent<HTMLAnchorElement>)}>
      {children}
    </Button>
  );
}
