import { Alert, Button, Empty, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api/client';
import type { DueRow } from '../api/types';
import { all } from '../lib/lists';
import { useSession } from '../lib/session';
import { openStandings } from '../lib/standing';
import { useWords } from '../lib/words';
import { useDueColumns } from './columns';
import { Loaded } from './Page';
import { PlatformSelect } from './PlatformSelect';
import { Trouble } from './Trouble';

/** First step: the platform, and the due items the files are meant for. */
export function SubmitChoose({ onOpened }: { onOpened: (upload: string) => void }) {
  const { t, period } = useWords();
  const { organisation_role: role } = useSession();
  const [search, setSearch] = useSearchParams();
  const platform = search.get('platform') ?? undefined;
  const [chosen, setChosen] = useState<string[]>(() => search.getAll('due'));
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

  async function open() {
    if (!platform) return;
    setBusy(true);
    setError(null);
    try {
      onOpened((await api.openUpload({ platform, dues: chosen })).id);
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
          <PlatformSelect
            value={platform}
            allowClear={false}
            onChange={(next) => {
              setChosen([]);
              setSearch(next ? { platform: next } : {}, { replace: true });
            }}
          />
        </label>
        <span className="quiet">{t('submit.chooseHint')}</span>
      </div>
      {!platform ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('submit.choosePlatform')} />
      ) : (
        <Loaded query={dues}>
          {(rows) => (
            <div className="stack">
              <Table<DueRow>
                size="small"
                rowKey="id"
                aria-label={t('submit.chooseTitle')}
                dataSource={rows}
                columns={columns}
                pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
                rowSelection={{
                  selectedRowKeys: chosen,
                  preserveSelectedRowKeys: false,
                  onChange: (keys) => setChosen(keys.map(String)),
                  getTitleCheckboxProps: () => ({ 'aria-label': t('submit.chooseAll') }),
                  getCheckboxProps: (row) => ({ 'aria-label': `${row.obligation} ${period(row.period)}` }),
                }}
                locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('submit.nothingOpen')} /> }}
              />
              <Trouble error={error} />
              <div>
                <Button type="primary" disabled={chosen.length === 0} loading={busy} onClick={() => void open()}>
                  {t('submit.next', { count: chosen.length })}
                </Button>
              </div>
            </div>
          )}
        </Loaded>
      )}
    </section>
  );
}
