import { Empty, Input, Select, Table } from 'antd';
import { Link } from 'react-router';
import type { ObligationRow } from '../api/types';
import { ExportButton } from '../components/ExportButton';
import { Loaded, Page } from '../components/Page';
import { WordSelect } from '../components/WordSelect';
import { useCatalogue, useFilters } from '../lib/lists';
import { obligationPath } from '../lib/paths';
import { useWords } from '../lib/words';

/** The obligations of Appendix A. */
export default function CataloguePage() {
  const { t, word, pick } = useWords();
  const catalogue = useCatalogue();
  const { values, set } = useFilters(['class', 'frequency', 'party', 'attribute', 'text']);
  const rows = catalogue.data?.obligations ?? [];
  const classes = [...new Map(rows.map((row) => [row.class, pick(row.class, row.class_en)])).entries()];
  const words = (field: 'frequency' | 'party' | 'attribute') => [...new Set(rows.map((row) => row[field]))];
  const needle = values.text?.toLowerCase();
  const shown = rows.filter(
    (row) =>
      (!values.class || row.class === values.class) &&
      (!values.frequency || row.frequency === values.frequency) &&
      (!values.party || row.party === values.party) &&
      (!values.attribute || row.attribute === values.attribute) &&
      (!needle || [row.id, row.item, row.title_zh, row.title_en, row.statement_zh, row.statement_en].some((text) => text.toLowerCase().includes(needle))),
  );
  return (
    <Page
      title={t('catalogue.title')}
      actions={<ExportButton sheet="catalogue" />}
      sub={
        catalogue.data && (
          <>
            <span>{t('catalogue.version', { version: catalogue.data.version })}</span>
            <span title={catalogue.data.digest}>{t('catalogue.digest', { digest: catalogue.data.digest.slice(0, 16) })}</span>
            <span>{t('catalogue.count', { shown: shown.length, count: rows.length })}</span>
          </>
        )
      }
    >
      <section className="paper">
        <div className="filters" role="search">
          <Input.Search
            allowClear
            aria-label={t('catalogue.search')}
            placeholder={t('catalogue.search')}
            style={{ width: 220 }}
            value={values.text ?? ''}
            onChange={(event) => set({ text: event.target.value || undefined })}
          />
          <label>
            <span aria-hidden="true">{t('catalogue.class')}</span>
            <Select
              aria-label={t('catalogue.class')}
              allowClear
              style={{ width: 190 }}
              placeholder={t('app.any')}
              value={values.class ?? null}
              onChange={(next: string | null | undefined) => set({ class: next ?? undefined })}
              options={classes.map(([value, label]) => ({ value, label }))}
            />
          </label>
          <WordSelect family="frequency" values={words('frequency')} label={t('app.frequency')} value={values.frequency} onChange={(frequency) => set({ frequency })} width={110} />
          <WordSelect family="party" values={words('party')} label={t('dues.party')} value={values.party} onChange={(party) => set({ party })} width={120} />
          <WordSelect family="level" values={words('attribute')} label={t('catalogue.attribute')} value={values.attribute} onChange={(attribute) => set({ attribute })} width={100} />
        </div>
        <Loaded query={catalogue}>
          {() => (
            <Table<ObligationRow>
              size="small"
              rowKey="id"
              aria-label={t('catalogue.title')}
              dataSource={shown}
              pagination={false}
              scroll={{ x: true }}
              locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('app.nothingMatches')} /> }}
              columns={[
                { title: t('catalogue.number'), dataIndex: 'id', render: (value: string) => <span className="mono nowrap">{value}</span> },
                { title: t('app.obligation'), key: 'title', width: 270, render: (_, row) => <Link to={obligationPath(row.id)}>{pick(row.title_zh, row.title_en)}</Link> },
                { title: t('catalogue.class'), key: 'class', width: 190, render: (_, row) => pick(row.class, row.class_en) },
                { title: t('catalogue.section'), dataIndex: 'section' },
                { title: t('catalogue.attribute'), dataIndex: 'attribute', render: (value: string) => <span className="nowrap">{word('level', value)}</span> },
                { title: t('app.frequency'), dataIndex: 'frequency', render: (value: string) => <span className="nowrap">{word('frequency', value)}</span> },
                { title: t('dues.party'), dataIndex: 'party', render: (value: string) => <span className="nowrap">{word('party', value)}</span> },
                { title: t('catalogue.kind'), dataIndex: 'type', render: (value: string) => <span className="nowrap">{word('deliverable', value)}</span> },
              ]}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
}
