import { Button, Checkbox, Empty, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Message } from '../api/types';
import { Action } from '../components/Action';
import { ButtonLink } from '../components/ButtonLink';
import { Page } from '../components/Page';
import { Mark } from '../components/State';
import { Trouble } from '../components/Trouble';
import { flag, useFilters, usePages } from '../lib/lists';
import { leadsTo } from '../lib/message';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

/** What the person is told: newest first, each leading to what it is about. */
export default function MessagesPage() {
  const { t, pick } = useWords();
  const client = useQueryClient();
  const { values, set } = useFilters(['kind', 'unread']);
  const query = { ...(values.kind ? { kind: values.kind } : {}), ...(flag(values.unread) ? { unread: true } : {}) };
  const pages = usePages(['messages', 'list', values], (paging) => api.messages({ ...paging, ...query }));
  const preferences = useQuery({ queryKey: ['messages', 'preferences'], queryFn: api.messagePreferences });
  const rows = pages.rows ?? [];

  // Opening what a message is about is reading it; the list keeps its place.
  function opened(message: Message) {
    if (message.read_at) return;
    void api.readMessages({ messages: [message.id] }).then(() => client.invalidateQueries({ queryKey: ['messages'] }));
  }

  return (
    <Page
      title={t('messages.title')}
      asOf={pages.asOf ?? null}
      sub={<span>{t('messages.hint')}</span>}
      actions={
        <>
          <Action
            label={t(values.kind ? 'messages.readKind' : 'messages.readAll')}
            hint={t('messages.readAllHint')}
            atOnce
            run={() => api.readMessages({ until: pages.asOf ?? new Date().toISOString(), ...(values.kind ? { kind: values.kind } : {}) })}
            done={t('messages.allRead')}
            button={{ disabled: !rows.some((row) => !row.read_at) }}
          />
          <ButtonLink to="/messages/settings">{t('messages.settings')}</ButtonLink>
        </>
      }
    >
      <section className="paper">
        <div className="filters" role="search">
          <label>
            <span aria-hidden="true">{t('messages.kind')}</span>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ minWidth: 220 }}
              aria-label={t('messages.kind')}
              placeholder={t('messages.allKinds')}
              value={values.kind}
              onChange={(kind: string | undefined) => set({ kind })}
              options={preferences.data?.items.map((item) => ({ value: item.kind, label: pick(item.zh, item.en) })) ?? []}
            />
          </label>
          <Checkbox checked={flag(values.unread) ?? false} onChange={(event) => set({ unread: event.target.checked ? 'true' : undefined })}>
            {t('messages.onlyUnread')}
          </Checkbox>
        </div>
        {pages.error && !pages.rows ? (
          <Trouble error={pages.error} retry={() => void pages.refetch()} />
        ) : (
          <ul className="plain" aria-label={t('messages.title')}>
            {rows.map((row) => (
              <li key={row.id} className={row.read_at ? 'message' : 'message unread'}>
                <div className="grow">
                  <div className="small quiet">
                    {!row.read_at && <Mark tone="active">{t('messages.new')}</Mark>} {pick(row.kind_zh, row.kind_en)} · {moment(row.at)}
                    {row.urgent && <> · <span className="urgent">{t('messages.urgent')}</span></>}
                  </div>
                  <div><Link to={leadsTo(row)} onClick={() => opened(row)}>{pick(row.text_zh, row.text_en)}</Link></div>
                  {row.reason && <div className="quiet prose pre">{t('messages.reason', { reason: row.reason })}</div>}
                </div>
                {!row.read_at && <Button size="small" type="text" onClick={() => opened(row)}>{t('messages.markRead')}</Button>}
              </li>
            ))}
          </ul>
        )}
        {pages.rows?.length === 0 && (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(values.kind || values.unread ? 'app.nothingMatches' : 'messages.empty')} />
        )}
        {rows.length > 0 && (
          <div className="more">
            <span>{t(pages.hasNextPage ? 'app.shownMore' : 'app.shownAll', { count: rows.length })}</span>
            {pages.hasNextPage && (
              <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('app.loadMore')}</Button>
            )}
          </div>
        )}
      </section>
    </Page>
  );
}
