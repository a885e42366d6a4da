import { DatePicker, Empty, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { WorseItem } from '../api/types';
import { useFleet } from '../lib/fleet';
import { useFilters } from '../lib/lists';
import { civil, moment, picker, startOfDay } from '../lib/time';
import { useWords } from '../lib/words';
import { Loaded } from './Page';
import { PlatformSelect } from './PlatformSelect';
import { Mark, State } from './State';
import { WordSelect } from './WordSelect';

const kinds = ['verdict', 'rectification_overdue', 'overdue', 'escalation', 'findings', 'authorisation'] as const;
const families: Record<string, string> = { verdict: 'verdict', overdue: 'standing', rectification_overdue: 'rectification', escalation: 'escalation', authorisation: 'authorisation' };

function target(item: WorseItem): string {
  switch (item.kind) {
    case 'verdict':
      return `/submissions/${item.id}`;
    case 'overdue':
      return `/dues/${item.id}`;
    case 'rectification_overdue':
      return `/rectifications/${item.id}`;
    case 'escalation':
      return `/escalations?platform=${item.platform.id}`;
    case 'findings':
      return `/platforms/${item.platform.id}/findings`;
    default:
      return `/platforms/${item.platform.id}`;
  }
}

/** What got worse since a day; yesterday unless another day is chosen. */
export function FleetWorse({ onAsOf }: { onAsOf: (asOf: string | undefined) => void }) {
  const { t, word, pick, named } = useWords();
  const { values, set } = useFilters(['since', 'platform', 'kind']);
  const since = values.since ? startOfDay(picker(`${values.since}T04:00:00Z`)) : undefined;
  const query = useFleet(['worse', since], () => api.fleetWorse(since ? { since } : {}), onAsOf);
  const columns: TableColumnsType<WorseItem> = [
    { title: t('fleet.when'), dataIndex: 'at', width: 140, render: (at: string) => <span className="nowrap">{moment(at)}</span> },
    { title: t('fleet.what'), dataIndex: 'kind', width: 170, render: (kind: string) => <Mark tone={kind === 'escalation' ? 'waiting' : 'bad'}>{word('worse', kind)}</Mark> },
    { title: t('app.platform'), key: 'platform', width: 170, render: (_, item) => <Link to={`/platforms/${item.platform.id}`}>{named(item.platform)}</Link> },
    {
      title: t('fleet.about'),
      key: 'about',
      render: (_, item) => (
        <>
          <div>
            <Link to={target(item)}>{pick(item.title_zh, item.title_en) || (item.kind === 'findings' ? t('fleet.graveFindings', { count: Number(item.word) }) : t('fleet.authorisation'))}</Link>
          </div>
          <div className="quiet small">{item.about}</div>
        </>
      ),
    },
    { title: t('app.state'), key: 'word', width: 130, render: (_, item) => (families[item.kind] ? <State family={families[item.kind] ?? ''} value={item.word} /> : item.word) },
  ];
  return (
    <section className="paper">
      <Loaded query={query}>
        {(data) => {
          const rows = data.items.filter((item) => (!values.platform || item.platform.id === values.platform) && (!values.kind || item.kind === values.kind));
          return (
            <>
              <div className="filters" role="search">
                <label>
                  <span aria-hidden="true">{t('fleet.since')}</span>
                  <DatePicker
                    aria-label={t('fleet.since')}
                    value={picker(data.since)}
                    allowClear={false}
                    onChange={(day) => set({ since: day ? civil(day) : undefined })}
                  />
                </label>
                <label>
                  <span aria-hidden="true">{t('app.platform')}</span>
                  <PlatformSelect value={values.platform} onChange={(platform) => set({ platform })} />
                </label>
                <WordSelect family="worse" values={kinds} label={t('fleet.what')} value={values.kind} onChange={(kind) => set({ kind })} width={170} />
              </div>
              <Table<WorseItem>
                aria-label={t('fleet.worse')}
                size="small"
                rowKey={(item) => `${item.kind} ${item.id}`}
                columns={columns}
                dataSource={rows}
                pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
                locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('fleet.nothingWorse')} /> }}
              />
              {kinds.some((kind) => data.items.filter((item) => item.kind === kind).length >= data.most_of_a_kind) && (
                <p className="quiet small">{t('fleet.mostOfAKind', { count: data.most_of_a_kind })}</p>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
