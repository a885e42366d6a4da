import { Button } from 'antd';
import { Link } from 'react-router';
import type { Chosen, Remark } from '../lib/look/faults';
import { day } from '../lib/time';
import { bytes } from '../lib/values';
import { useWords } from '../lib/words';
import { Mark } from './State';

/** What the browser sees of a chosen file, and what there is to say about it. */
export function FileRemarks({ file, remarks, onClear }: { file: Chosen; remarks: Remark[]; onClear: () => void }) {
  const { t, word, pick, named, period, language } = useWords();
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' });

  function text(remark: Remark) {
    const values = remark.values ?? {};
    if (remark.what === 'tooLarge') return t('submit.remark.tooLarge', { size: bytes(Number(values.most)) });
    if (remark.what === 'columns') return t('submit.remark.columns', { columns: list.format((remark.columns ?? []).map((each) => pick(each.zh, each.en))) });
    return t(`submit.remark.${remark.what}`, values);
  }

  return (
    <div className="small">
      {file.look && (
        <span className="quiet">
          {word('family', file.look.family)}
          {file.look.encoding && file.look.encoding !== 'utf-8' && ` · ${file.look.encoding.toUpperCase()}`}
          {file.look.root && ` · <${file.look.root}>`}
          {file.look.headings && ` · ${t('submit.columnsSeen', { count: file.look.headings.length })}`}
        </span>
      )}
      {remarks.map((remark) => (
        <div key={remark.what}>
          <Mark tone={remark.tone}>{t(remark.held ? 'submit.mustMend' : remark.tone === 'waiting' ? 'submit.lookAgain' : 'submit.note')}</Mark> {text(remark)}
          {remark.what === 'classified' && (
            <Button size="small" style={{ marginLeft: 8 }} onClick={onClear}>
              {t('submit.notClassified')}
            </Button>
          )}
          {remark.known?.map((before) => (
            <div key={before.submission}>
              <Link to={`/submissions/${before.submission}`}>
                {before.obligation} · {named(before.platform)} · {period(before.period)} · {day(before.received_at)}
              </Link>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
