import { Alert, Button, Checkbox, Empty, Table, Tag } from 'antd';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api/client';
import type { DueRow } from '../api/types';
import type { Part } from '../lib/draft';
import { all } from '../lib/lists';
import { useSession } from '../lib/session';
import { openStandings } from '../lib/standing';
import { useWords } from '../lib/words';
import { useDueColumns } from './columns';
import { Loaded } from './Page';
import { PlatformSelect } from './PlatformSelect';
import { Trouble } from './Trouble';

/** First step: the due items the files are meant for, of one platform or of several. */
export function SubmitChoose({ onOpened }: { onOpened: (upload: string) => void }) {
  const { t, period, named } = useWords();
  const { organisation_role: role } = useSession();
  const [search, setSearch] = useSearchParams();
  const platform = search.get('platform') ?? undefined;
  const [chosen, setChosen] = useState<Map<string, DueRow>>(new Map());
  const [declared, setDeclared] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const columns = useDueColumns(false);
  const dues = useQuery({
    queryKey: ['dues', 'to-submit', platform, role],
    queryFn: async () => {
      const lists = await Promise.all(openStandings.map((standing) => all((query) => api.dues({ ...query, platform, standing }))));
      return lists
        .flat()
        .filter((row) => row.party === role)
        .sort((a, b) => a.due_at.localeCompare(b.due_at));
    },
    enabled: platform !== undefined,
  });

  // Items named in the address: one from its own page, or many from the list of due items.
  const [named_] = useState(() => search.getAll('due'));
  const before = useQueries({
    queries: named_.map((due) => ({ queryKey: ['due', due], queryFn: () => api.due(due) })),
    combine: (queries) => queries.flatMap((query) => (query.data ? [query.data as DueRow] : [])),
  });
  useEffect(() => {
    if (before.length > 0) setChosen((old) => new Map([...before.map((due) => [due.id, due] as const), ...old]));
    // as they arrive
  }, [before.length]);

  const parts: Part[] = [];
  for (const due of chosen.values()) {
    const part = parts.find((each) => each.platform === due.platform.id);
    if (part) part.dues.push(due.id);
    else parts.push({ platform: due.platform.id, dues: [due.id] });
  }
  const nameOf = (id: string) => named([...chosen.values()].find((due) => due.platform.id === id)?.platform);

  function choose(rows: readonly DueRow[], keys: readonly string[]) {
    setChosen((old) => {
      const next = new Map([...old].filter(([, due]) => due.platform.id !== platform));
      for (const row of rows) if (keys.includes(row.id)) next.set(row.id, row);
      return next;
    });
  }

  async function open() {
    const [first, ...others] = parts;
    if (!first) return;
    setBusy(true);
    setError(null);
    try {
      const upload = await api.openUpload({ platform: first.platform, dues: first.dues });
      // What was chosen is kept from the first moment: the page can be left now.
      await api.keepDraft(upload.id, { version: 0, body: { forms: {}, covers: null, others } as unknown as Record<string, never> });
      onOpened(upload.id);
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  }

  return (
    <section className="paper">
      <h2>{t('submit.chooseTitle')}</h2>
      <Alert type="warning" showIcon title={t('submit.classifiedWarning')} style={{ marginBottom: 12 }} />
      <div className="filters">
        <label>
          <span aria-hidden="true">{t('app.platform')}</span>
          <PlatformSelect value={platform} allowClear={false} onChange={(next) => setSearch(next ? { platform: next } : {}, { replace: true })} />
        </label>
        <span className="quiet">{t('submit.chooseHint')}</span>
      </div>
      {!platform && chosen.size === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('submit.choosePlatform')} />
      ) : (
        <div className="stack">
          {platform && (
            <Loaded query={dues}>
              {(rows) => (
                <Table<DueRow>
                  size="small"
                  rowKey="id"
                  aria-label={t('submit.chooseTitle')}
                  dataSource={rows}
                  columns={columns}
                  pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
                  rowSelection={{
                    selectedRowKeys: [...chosen.keys()],
                    preserveSelectedRowKeys: true,
                    onChange: (keys) => choose(rows, keys.map(String)),
                    getTitleCheckboxProps: () => ({ 'aria-label': t('submit.chooseAll') }),
                    getCheckboxProps: (row) => ({ 'aria-label': `${row.obligation} ${period(row.period)}` }),
                  }}
                  locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('submit.nothingOpen')} /> }}
                />
              )}
            </Loaded>
          )}
          {(parts.length > 1 || !platform) && (
            <div aria-label={t('submit.chosen')} role="group">
              {parts.map((part) => (
                <Tag key={part.platform} closable={{ 'aria-label': t('submit.unchoose', { name: nameOf(part.platform) }) }}
                  onClose={() => setChosen((old) => new Map([...old].filter(([, due]) => due.platform.id !== part.platform)))}>
                  {t('submit.chosenOf', { name: nameOf(part.platform), count: part.dues.length })}
                </Tag>
              ))}
            </div>
          )}
          <Trouble error={error} />
          <Checkbox checked={declared} onChange={(event) => setDeclared(event.target.checked)}>{t('submit.declare')}</Checkbox>
          <div>
            <Button type="primary" disabled={chosen.size === 0 || !declared} loading={busy} onClick={() => void open()}>
              {t('submit.next', { count: chosen.size })}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
