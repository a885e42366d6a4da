import { Alert, Form, Input, Modal, Select, Switch, Table, Typography } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { Feed, FeedMade, NewFeed, Preference } from '../api/types';
import { Action } from '../components/Action';
import { ListTable } from '../components/ListTable';
import { Loaded, Page } from '../components/Page';
import { Trouble } from '../components/Trouble';
import { usePages } from '../lib/lists';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

const contents = ['due', 'rectification', 'statement', 'review'];

/** What the person wants to be told of, and the calendars that show their terms elsewhere. */
export default function MessageSettingsPage() {
  const { t } = useWords();
  return (
    <Page title={t('messages.settings')} trail={[{ to: '/messages', title: t('messages.title') }]}>
      <Preferences />
      <Feeds />
    </Page>
  );
}

function Preferences() {
  const { t, pick } = useWords();
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['messages', 'preferences'], queryFn: api.messagePreferences });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState('');

  async function choose(row: Preference, wanted: boolean) {
    setBusy(row.kind);
    setError(null);
    try {
      await api.preferMessages({ kind: row.kind, wanted });
      await client.invalidateQueries({ queryKey: ['messages', 'preferences'] });
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy('');
    }
  }

  return (
    <section className="paper">
      <h2>{t('messages.preferences')}</h2>
      <p className="quiet prose">{t('messages.preferencesHint')}</p>
      <Trouble error={error} />
      <Loaded query={query}>
        {(data) => (
          <Table<Preference>
            size="small"
            rowKey="kind"
            pagination={false}
            aria-label={t('messages.preferences')}
            dataSource={data.items}
            columns={[
              { title: t('messages.kind'), key: 'kind', render: (_, row) => pick(row.zh, row.en) },
              {
                title: t('messages.inApp'), key: 'wanted', width: 320,
                render: (_, row) =>
                  row.urgent ? (
                    <span className="quiet">{t('messages.always')}</span>
                  ) : (
                    <Switch size="small" checked={row.wanted} loading={busy === row.kind} aria-label={pick(row.zh, row.en)} onChange={(wanted) => void choose(row, wanted)} />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

function Feeds() {
  const { t, word, language } = useWords();
  const pages = usePages(['messages', 'feeds'], api.feeds);
  const [made, setMade] = useState<FeedMade | null>(null);
  return (
    <section className="paper">
      <div className="page-head">
        <h2 className="grow">{t('messages.calendars')}</h2>
        <Action<NewFeed, FeedMade>
          label={t('messages.newFeed')}
          run={api.newFeed}
          done={t('messages.feedMade')}
          after={setMade}
          initial={{ language: language.startsWith('zh') ? 'zh-CN' : 'en' }}
          fields={
            <>
              <Form.Item name="label" label={t('messages.feedLabel')} rules={[{ required: true, whitespace: true, message: t('app.required') }]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="language" label={t('messages.feedLanguage')}>
                <Select options={['zh-CN', 'en'].map((value) => ({ value, label: word('language', value) }))} />
              </Form.Item>
            </>
          }
        />
      </div>
      <p className="quiet prose">{t('messages.calendarsHint', { kinds: contents.map((kind) => word('feed', kind)).join(' · ') })}</p>
      <ListTable<Feed>
        pages={pages}
        rowKey="id"
        label={t('messages.calendars')}
        empty={t('messages.noFeeds')}
        columns={[
          { title: t('messages.feedLabel'), dataIndex: 'label' },
          { title: t('messages.feedLanguage'), dataIndex: 'language', render: (value: string) => word('language', value) },
          { title: t('app.madeAt'), dataIndex: 'created_at', render: (value: string) => moment(value) },
          { title: t('tokens.lastUsed'), dataIndex: 'last_used_at', render: (value: string | null) => (value ? moment(value) : t('tokens.never')) },
          {
            title: t('app.actions'), key: 'actions',
            render: (_, row) => (
              <Action
                label={t('messages.revoke')}
                hint={t('messages.revokeHint', { label: row.label })}
                run={() => api.removeFeed(row.id)}
                done={t('messages.revoked')}
                button={{ size: 'small', danger: true }}
              />
            ),
          },
        ]}
      />
      <Modal open={made !== null} title={t('messages.feedTitle')} width={680} onCancel={() => setMade(null)} onOk={() => setMade(null)} okText={t('messages.kept')} cancelButtonProps={{ style: { display: 'none' } }}>
        {made && (
          <div className="stack">
            <Alert type="warning" showIcon title={t('messages.secretHint')} />
            <Typography.Text copyable code>{`${window.location.origin}${made.path}`}</Typography.Text>
            <p className="prose">{t('messages.howTo')}</p>
          </div>
        )}
      </Modal>
    </section>
  );
}
