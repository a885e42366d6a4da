import { useState } from 'react';
import { api } from '../api/client';
import type { RectificationRow } from '../api/types';
import { useRectificationColumns } from '../components/columns';
import { ListTable } from '../components/ListTable';
import { ExportButton } from '../components/ExportButton';
import { ImportAction } from '../components/ImportAction';
import { ManyActions } from '../components/Many';
import { Page } from '../components/Page';
import { PlatformSelect } from '../components/PlatformSelect';
import { WordSelect } from '../components/WordSelect';
import { flag, useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

const states = ['ordered', 'planned', 'handed_in', 'under_re_review', 'returned', 'closed'] as const;

export default function RectificationsPage() {
  const { t, pick, named } = useWords();
  const { may } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const waits = (row: RectificationRow) => ['ordered', 'planned', 'returned'].includes(row.state);
  const name = (row: RectificationRow) => [pick(row.title_zh, row.title_en), named(row.platform)].join(' · ');
  const { values, set } = useFilters(['platform', 'state', 'overdue']);
  const pages = usePages(['rectifications', values], (query) => api.rectifications({ ...query, ...values, overdue: flag(values.overdue) }));
  const columns = useRectificationColumns();
  const filtered = Boolean(values.platform || values.state || values.overdue);
  return (
    <Page
      title={t('rectifications.title')}
      asOf={pages.asOf}
      actions={
        <>
          {may('handle_rectification') && <ImportAction sheet="rectifications" hint={t('sheet.hint.rectifications')} />}
          <ExportButton sheet="rectifications" query={values} />
        </>
      }
    >
      <section className="paper">
        <div className="filters" role="search">
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={values.platform} onChange={(platform) => set({ platform })} />
          </label>
          <WordSelect family="rectification" values={states} label={t('app.state')} value={values.state} onChange={(state) => set({ state })} />
          <WordSelect family="yesNo" values={['true', 'false']} label={t('app.overdue')} value={values.overdue} onChange={(overdue) => set({ overdue })} width={90} />
        </div>
        {may('review_rectification') && (
          <ManyActions<RectificationRow>
            about="rectification"
            rows={pages.rows ?? []}
            chosen={chosen}
            onChoose={setChosen}
            may={waits}
            name={name}
            extend={(ids, until, reason) => api.extendRectifications({ ids, until, reason })}
          />
        )}
        <ListTable<RectificationRow>
          pages={pages}
          columns={columns}
          rowKey="id"
          label={t('rectifications.title')}
          empty={t(filtered ? 'app.nothingMatches' : 'rectifications.empty')}
          selection={may('review_rectification') ? { chosen, onChoose: setChosen, may: waits, name: (row) => t('queue.choose', { what: name(row) }) } : undefined}
        />
      </section>
    </Page>
  );
}
