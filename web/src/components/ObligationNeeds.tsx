import { Table } from 'antd';
import type { Obligation } from '../api/types';
import { dataOf } from '../lib/obligation';
import { useWords } from '../lib/words';
import { Mark } from './State';

/** What has to be handed in: the statement, kinds of evidence with their formats, and the form. */
export function ObligationNeeds({ obligation }: { obligation: Obligation }) {
  const { t, word, pick } = useWords();
  const data = dataOf(obligation);
  const need = (required: boolean) => <Mark tone={required ? 'waiting' : 'neutral'}>{t(required ? 'catalogue.required' : 'catalogue.optional')}</Mark>;
  return (
    <div className="stack">
      <p className="prose">{pick(data.statement_zh, data.statement_en)}</p>
      <Table
        size="small"
        pagination={false}
        rowKey={(row) => row.kind + row.formats.join()}
        dataSource={data.evidence}
        columns={[
          { title: t('catalogue.evidence'), dataIndex: 'kind', width: 200, render: (value: string) => word('evidence', value) },
          { title: t('catalogue.formats'), dataIndex: 'formats', render: (formats: string[]) => formats.map((format) => <span key={format} className="mono format">{format}</span>) },
          { title: t('catalogue.need'), dataIndex: 'required', width: 110, render: need },
        ]}
      />
      {data.form_fields.length > 0 && (
        <Table
          size="small"
          pagination={false}
          rowKey="name"
          dataSource={data.form_fields}
          columns={[
            { title: t('catalogue.formField'), key: 'label', width: 320, render: (_, row) => pick(row.label_zh, row.label_en) },
            { title: t('catalogue.fieldType'), dataIndex: 'type', render: (value: string) => fieldType(value, word) },
            { title: t('catalogue.need'), dataIndex: 'required', width: 110, render: need },
          ]}
        />
      )}
    </div>
  );
}

function fieldType(type: string, word: (family: string, value: string) => string): string {
  const choice = /^enum\((.*)\)$/.exec(type);
  if (choice?.[1]) return `${word('fieldType', 'enum')}: ${choice[1].split(',').join(' / ')}`;
  return word('fieldType', type);
}
