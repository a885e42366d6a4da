import { Button, type ButtonProps } from 'antd';
import { useHref, useLinkClickHandler, useNavigate } from 'react-router';
import { shortcutName, useShortcut } from '../lib/keys';

interface Props {
  to: string;
  children: React.ReactNode;
  type?: ButtonProps['type'];
  size?: ButtonProps['size'];
  /** A letter that does the same together with Alt. */
  shortcut?: string;
}

/** A link that looks like a button; opens in a new tab like any link. */
export function ButtonLink({ to, children, type = 'default', size, shortcut }: Props) {
  const href = useHref(to);
  const open = useLinkClickHandler(to);
  const navigate = useNavigate();
  useShortcut(shortcut, () => void navigate(to));
  return (
    <Button
      {...(type ? { type } : {})}
      {...(size ? { size } : {})}
      {...(shortcut ? { title: shortcutName(shortcut), 'aria-keyshortcuts': shortcutName(shortcut) } : {})}
      href={href}
      onClick={(event) => open(event as React.MouseEvent<HTMLAnchorElement>)}
    >
      {children}
    </Button>
  );
}
