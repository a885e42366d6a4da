import { BellOutlined } from '@ant-design/icons';
import { Badge } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import { useWords } from '../lib/words';

/** How many messages are not read, on every page; asked again each minute. */
export function Bell() {
  const { t } = useWords();
  const { data } = useQuery({ queryKey: ['messages', 'unread'], queryFn: api.unreadMessages, refetchInterval: 60_000 });
  const count = data?.unread ?? 0;
  return (
    <Link to="/messages" className="nowrap bell" aria-label={t('messages.bell', { count })} title={t('messages.bell', { count })}>
      <BellOutlined aria-hidden="true" /> {t('nav.messages')} <Badge count={count} overflowCount={999} size="small" />
    </Link>
  );
}
