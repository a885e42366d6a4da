import { Alert, Button, Input, Segmented } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { api } from '../api/client';
import type { View } from '../api/types';
import { bytes } from '../lib/values';
import type { Asked } from '../lib/view';
import { useWords } from '../lib/words';
import { Loaded } from './Page';
import { ViewDocument, ViewMembers, ViewTable, ViewText } from './ViewParts';
import { ViewJson } from './ViewJson';

/** Large, and wanted by few: loaded when the first PDF is opened. */
const ViewPdf = lazy(() => import('./ViewPdf'));

interface Props {
  submission: string;
  sha256: string;
  asked: Asked;
  ask: (next: Asked) => void;
}

/** A file of a submission, shown: tables, lines, values, pictures, pages; nothing of it runs. */
export function FileView({ submission, sha256, asked, ask }: Props) {
  const { t } = useWords();
  const query = useQuery({
    queryKey: ['view', submission, sha256, asked],
    queryFn: () => api.view(submission, sha256, { ...given(asked), ...(asked.text ? { text: 1 } : {}) }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const view = query.data;
  return (
    <div className="stack">
      <div className="filters view-bar">
        {view && <b className="mono">{view.name ?? t('app.erased')}</b>}
        {view && <span className="quiet small">{bytes(view.size ?? 0)}</span>}
        {asked.member && (
          <Button size="small" onClick={() => ask({})}>
            {t('view.toArchive')}
          </Button>
        )}
        {asked.member && <span className="mono">{asked.member}</span>}
        {view?.as_text && (view.content.kind !== 'text' || asked.text) && (
          <Button size="small" onClick={() => ask({ ...asked, from: undefined, place: undefined, text: !asked.text })}>
            {t(asked.text ? 'view.asBefore' : 'view.asText')}
          </Button>
        )}
        {view && ['table', 'text', 'json'].includes(view.content.kind) && <GoTo key={asked.place ?? ''} asked={asked} ask={ask} />}
        <a href={api.fileUrl(submission, sha256)} download>{t('view.download')}</a>
      </div>
      <Loaded query={query}>{(loaded) => <Content view={loaded} submission={submission} sha256={sha256} asked={asked} ask={ask} />}</Loaded>
      <p className="quiet small">{t('view.note')}</p>
    </div>
  );
}

/** What is asked for, without what is not. */
function given({ place, member, sheet, from }: Asked) {
  return { ...(place ? { place } : {}), ...(member ? { member } : {}), ...(sheet ? { sheet } : {}), ...(from ? { from } : {}) };
}

function GoTo({ asked, ask }: { asked: Asked; ask: (next: Asked) => void }) {
  const { t } = useWords();
  return (
    <Input.Search
      size="small"
      style={{ width: 300 }}
      defaultValue={asked.place ?? ''}
      aria-label={t('view.goToHint')}
      placeholder={t('view.goToHint')}
      enterButton={t('view.goTo')}
      onSearch={(place) => ask({ ...asked, from: undefined, place: place.trim() || undefined })}
    />
  );
}

function Content({ view, submission, sha256, asked, ask }: Props & { view: View }) {
  const { t } = useWords();
  const { content } = view;
  return (
    <>
      {view.note === 'place' && <Alert type="warning" showIcon title={t('view.placeMissing', { place: asked.place ?? '' })} />}
      {content.kind === 'table' && content.sheets.length > 1 && (
        <Segmented<number>
          aria-label={t('view.sheets')}
          value={content.sheet}
          options={content.sheets.map((label, value) => ({ label, value }))}
          onChange={(sheet) => ask({ ...asked, sheet, from: undefined, place: undefined })}
        />
      )}
      {content.kind === 'table' && <ViewTable view={view} content={content} />}
      {content.kind === 'text' && <ViewText view={view} content={content} />}
      {content.kind === 'document' && <ViewDocument content={content} />}
      {content.kind === 'archive' && <ViewMembers content={content} open={(member) => ask({ member })} />}
      {content.kind === 'json' && <ViewJson key={`${sha256} ${asked.member ?? ''} ${asked.place ?? ''}`} submission={submission} sha256={sha256} member={asked.member} place={asked.place} />}
      {content.kind === 'image' &&
        (asked.member ? (
          <Alert type="info" showIcon title={t('view.other')} />
        ) : (
          <img className="view-image" src={api.contentUrl(submission, sha256)} alt={`${t('view.image')} ${view.name ?? ''}`} />
        ))}
      {content.kind === 'pdf' &&
        (asked.member ? (
          <Alert type="info" showIcon title={t('view.other')} />
        ) : (
          <Suspense fallback={<p className="quiet">{t('view.pdfLoading')}</p>}>
            <ViewPdf url={api.contentUrl(submission, sha256)} page={content.page ?? 1} />
          </Suspense>
        ))}
      {content.kind === 'other' && <Alert type="info" showIcon title={t('view.other')} />}
      {content.kind !== 'json' && (view.from > 0 || typeof view.next === 'number') && <Pager view={view} asked={asked} ask={ask} />}
    </>
  );
}

function shownItems(view: View): number {
  const { content } = view;
  if (content.kind === 'table') return content.rows.length;
  if (content.kind === 'text') return content.lines.length;
  if (content.kind === 'document') return content.paragraphs.length;
  return content.kind === 'archive' ? content.members.length : 0;
}

function Pager({ view, asked, ask }: { view: View; asked: Asked; ask: (next: Asked) => void }) {
  const { t } = useWords();
  const next = view.next;
  const go = (from: number | undefined) => ask({ ...asked, place: undefined, sheet: view.content.kind === 'table' ? view.content.sheet : undefined, from });
  return (
    <div className="more">
      <span>{t('view.rows', { from: view.from + 1, to: view.from + shownItems(view) })}</span>
      {view.from > 0 && <Button size="small" onClick={() => go(undefined)}>{t('view.first')}</Button>}
      {typeof next === 'number' && <Button size="small" onClick={() => go(next)}>{t('view.next')}</Button>}
    </div>
  );
}
