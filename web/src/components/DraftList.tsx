import { Button, Popconfirm, Table } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { KeptDraft } from '../api/types';
import type { Draft } from '../lib/draft';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

/** What colleagues and oneself began to hand in and have not handed in yet. Nothing is shown when there is none. */
export function DraftList() {
  const { t, named } = useWords();
  const client = useQueryClient();
  const drafts = useQuery({ queryKey: ['drafts'], queryFn: api.drafts });
  if (!drafts.data || drafts.data.items.length === 0) return null;

  async function drop(draft: KeptDraft) {
    await api.dropDraft(draft.upload);
    await client.invalidateQueries({ queryKey: ['drafts'] });
  }

  const count = (draft: KeptDraft) => draft.dues.length + ((draft.body as Partial<Draft>).others ?? []).reduce((sum, part) => sum + part.dues.length, 0);
  return (
    <section className="paper" aria-label={t('submit.drafts')}>
      <h2>{t('submit.drafts')}</h2>
      <Table<KeptDraft>
        size="small"
        rowKey="upload"
        pagination={false}
        aria-label={t('submit.drafts')}
        dataSource={drafts.data.items}
        columns={[
          { title: t('app.platform'), key: 'platform', render: (_, row) => <Link to={`/submit?upload=${row.upload}`}>{named(row.platform)}</Link> },
          { title: t('submit.draftDues'), key: 'dues', align: 'right', render: (_, row) => count(row) },
          { title: t('submit.files'), dataIndex: 'files', align: 'right' },
          { title: t('submit.draftChanged'), key: 'changed', render: (_, row) => `${moment(row.changed_at)} · ${named(row.changed_by)}` },
          { title: t('submit.draftExpires'), dataIndex: 'expires_at', render: moment },
          {
            title: t('app.actions'), key: 'actions',
            render: (_, row) => (
              <Popconfirm title={t('submit.dropDraft')} okText={t('app.confirm')} cancelText={t('app.cancel')} onConfirm={() => drop(row)}>
                <Button size="small" type="text">{t('submit.dropDraft')}</Button>
              </Popconfirm>
            ),
          },
        ]}
      />
    </section>
  );
}
