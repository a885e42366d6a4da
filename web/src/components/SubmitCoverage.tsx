import { Table } from 'antd';
import type { Needs } from '../api/types';
import { coverage, type Covered, type Fit, type Seen } from '../lib/look/cover';
import { useWords } from '../lib/words';
import { Mark } from './State';

interface Props {
  needs: Needs;
  files: readonly Seen[];
  formFilled: boolean;
}

const tones: Record<Fit, 'good' | 'waiting' | 'bad'> = { yes: 'good', maybe: 'waiting', no: 'bad' };

/** Which kinds of evidence of one obligation the chosen files are, as far as the browser can tell. */
export function SubmitCoverage({ needs, files, formFilled }: Props) {
  const { t, word } = useWords();
  const rows = coverage(needs, files, formFilled);
  return (
    <Table<Covered>
      size="small"
      rowKey={(row) => row.slot.kind + row.slot.options.map((option) => option.format).join()}
      pagination={false}
      aria-label={t('submit.coverageOf', { obligation: needs.obligation })}
      dataSource={rows}
      columns={[
        { title: t('catalogue.evidence'), key: 'kind', width: 160, render: (_, row) => word('evidence', row.slot.kind) },
        { title: t('catalogue.formats'), key: 'formats', render: (_, row) => row.slot.options.map((option) => <span key={option.format} className="mono format">{option.format}</span>) },
        {
          title: t('submit.covered'), key: 'fit', width: 150,
          render: (_, row) => {
            const lacking = row.fit === 'no' && row.slot.required;
            return <Mark tone={row.fit === 'no' && !lacking ? 'neutral' : tones[row.fit]}>{t(row.fit === 'no' && !lacking ? 'submit.fit.optional' : `submit.fit.${row.fit}`)}</Mark>;
          },
        },
        { title: t('app.file'), key: 'by', width: 260, render: (_, row) => row.by.join('、') },
      ]}
    />
  );
}
