import { useState } from 'react';
import { api } from '../api/client';
import type { SubmissionRow } from '../api/types';
import { ButtonLink } from '../components/ButtonLink';
import { useSubmissionColumns } from '../components/columns';
import { ConfirmMany } from '../components/ConfirmMany';
import { ListTable } from '../components/ListTable';
import { ExportButton } from '../components/ExportButton';
import { Page } from '../components/Page';
import { PlatformSelect } from '../components/PlatformSelect';
import { useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { open, ordinary } from '../lib/walk';
import { useWords } from '../lib/words';

/** What waits for a reviewer, oldest first. */
export default function QueuePage() {
  const { t, pick, named, period } = useWords();
  const { user, may } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const { values, set } = useFilters(['platform']);
  const pages = usePages(['submissions', 'queue', values], (query) => api.submissions({ ...query, ...values, queue: 1 }));
  const columns = useSubmissionColumns(true);
  // What I hold comes first, then what nobody holds.
  const next = pages.rows?.find((row) => row.reviewer?.id === user.id && open(row, user.id)) ?? pages.rows?.find((row) => open(row, user.id));
  const rows = pages.rows ?? [];
  const confirmable = (row: SubmissionRow) => ordinary(row) && ['assessed', 'under_review'].includes(row.state) && open(row, user.id);
  const review = may('review_submissions');
  return (
    <Page
      title={t('queue.title')}
      asOf={pages.asOf}
      actions={
        <>
          <ExportButton sheet="submissions" query={{ ...values, queue: 1 }} />
          {next && <ButtonLink type="primary" to={`/submissions/${next.id}`} shortcut="N">{t('queue.openNext')}</ButtonLink>}
        </>
      }
    >
      <section className="paper">
        <div className="filters" role="search">
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={values.platform} onChange={(platform) => set({ platform })} />
          </label>
        </div>
        {review && <ConfirmMany rows={rows} chosen={chosen} onChoose={setChosen} may={confirmable} />}
        <ListTable<SubmissionRow>
          pages={pages}
          columns={columns}
          rowKey="id"
          label={t('queue.title')}
          empty={t('queue.empty')}
          selection={
            review
              ? {
                  chosen,
                  onChoose: setChosen,
                  may: confirmable,
                  name: (row) => t('queue.choose', { what: `${pick(row.title_zh, row.title_en)} ${named(row.platform)} ${period(row.period)}` }),
                }
              : undefined
          }
        />
      </section>
    </Page>
  );
}
