import { Button, Empty } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import type { View } from '../api/types';
import { bytes } from '../lib/values';
import { letters } from '../lib/view';
import { useWords } from '../lib/words';

type Of<K extends View['content']['kind']> = Extract<View['content'], { kind: K }>;

/** The item that was asked for is brought into sight once it is there. */
export function useInSight<E extends HTMLElement>(what: unknown) {
  const ref = useRef<E>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'center' });
  }, [what]);
  return ref;
}

/** Moved sideways and up and down by keyboard too. */
function Pane({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="view-pane" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

export function Nothing() {
  const { t } = useWords();
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('view.nothing')} />;
}

export function ViewTable({ view, content }: { view: View; content: Of<'table'> }) {
  const { t } = useWords();
  const marked = useInSight<HTMLTableRowElement>(view);
  if (content.rows.length === 0) return <Nothing />;
  const columns = Array.from({ length: content.columns }, (_, column) => column);
  const at = typeof view.at === 'number' ? view.at - view.from : -1;
  return (
    <>
      {content.encoding && <span className="quiet small">{t('view.encoding', { encoding: content.encoding })}</span>}
      <Pane label={t('view.title')}>
        <table className="view-table">
          <thead>
            <tr>
              <th scope="col">{t('view.row')}</th>
              {columns.map((column) => <th key={column} scope="col">{letters(column)}</th>)}
            </tr>
          </thead>
          <tbody>
            {content.rows.map((row, index) => (
              <tr key={row.number} {...(index === at ? { ref: marked, 'aria-current': 'location' as const, className: 'marked' } : {})}>
                <th scope="row">{row.number}</th>
                {columns.map((column) => {
                  const cell = row.cells[column];
                  const meant = index === at && column === view.at_column;
                  return (
                    <td key={column} className={meant ? 'meant' : undefined} title={cell?.formula ? t('view.formula') : undefined}>
                      {cell?.formula && <span className="view-formula" aria-label={t('view.formula')} role="img">ƒ</span>}
                      {cell?.text}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Pane>
    </>
  );
}

export function ViewText({ view, content }: { view: View; content: Of<'text'> }) {
  const { t } = useWords();
  const marked = useInSight<HTMLTableRowElement>(view);
  if (content.lines.length === 0) return <Nothing />;
  const at = typeof view.at === 'number' ? view.at - view.from : -1;
  return (
    <>
      <span className="quiet small">{t('view.encoding', { encoding: content.encoding })}</span>
      <Pane label={t('view.title')}>
        <table className="view-lines">
          <tbody>
            {content.lines.map((line, index) => (
              <tr key={`${line.number} ${index}`} {...(index === at ? { ref: marked, 'aria-current': 'location' as const, className: 'marked' } : {})}>
                <th scope="row">{line.begins ? line.number : '…'}</th>
                <td>{line.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Pane>
    </>
  );
}

export function ViewDocument({ content }: { content: Of<'document'> }) {
  if (content.paragraphs.length === 0) return <Nothing />;
  return (
    <div className="view-document">
      {content.paragraphs.map((paragraph, index) =>
        paragraph.cells.length > 0 ? (
          <div key={index} className="view-cells">{paragraph.cells.map((cell, column) => <span key={column}>{cell}</span>)}</div>
        ) : (
          <p key={index}>{paragraph.heading ? <b>{paragraph.text}</b> : paragraph.text}</p>
        ),
      )}
    </div>
  );
}

export function ViewMembers({ content, open }: { content: Of<'archive'>; open: (member: string) => void }) {
  const { t } = useWords();
  if (content.members.length === 0) return <Nothing />;
  return (
    <Pane label={t('view.members')}>
      <table className="view-table">
        <thead>
          <tr><th scope="col">{t('app.file')}</th><th scope="col">{t('app.size')}</th></tr>
        </thead>
        <tbody>
          {content.members.map((member, index) => (
            <tr key={`${member.name} ${index}`}>
              <td>
                {member.opens ? <Button type="link" size="small" onClick={() => open(member.name)}>{member.name}</Button> : <>{member.name} <span className="quiet small">{t('view.cannotOpen')}</span></>}
              </td>
              <td>{bytes(member.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Pane>
  );
}
