import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { View } from '../api/types';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';
import { Nothing, useInSight } from './ViewParts';

interface Where {
  submission: string;
  sha256: string;
  member: string | undefined;
  /** The value meant; the levels that lead to it are open from the start. */
  place: string | undefined;
}

type Json = Extract<View['content'], { kind: 'json' }>;
type Entry = Json['entries'][number];

/** A JSON file as a tree whose levels are read when they are opened. */
export function ViewJson(where: Where) {
  const { t } = useWords();
  return (
    <div className="view-pane" role="region" aria-label={t('view.title')} tabIndex={0}>
      <Level {...where} pointer="" />
    </div>
  );
}

function Level({ pointer, ...where }: Where & { pointer: string }) {
  const { t } = useWords();
  const { submission, sha256, member, place } = where;
  const leads = place !== undefined && place.startsWith(`${pointer}/`);
  const query = useInfiniteQuery({
    queryKey: ['view-json', submission, sha256, member, pointer, leads ? place : ''],
    queryFn: ({ pageParam }) =>
      api.view(submission, sha256, {
        pointer,
        ...(member ? { member } : {}),
        // The first page is the one around the place; the following ones go on from there.
        ...(pageParam === 0 ? (leads ? { place } : {}) : { from: pageParam }),
      }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Infinity,
  });
  const [whole, setWhole] = useState(false);
  if (query.error) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <span className="quiet">…</span>;
  const entries = query.data.pages.flatMap((page) => (page.content.kind === 'json' ? page.content.entries : []));
  const from = query.data.pages[0]?.from ?? 0;
  if (entries.length === 0) return pointer === '' ? <Nothing /> : <span className="quiet">{t('view.nothing')}</span>;
  return (
    <ul className="view-json">
      {from > 0 && !whole && (
        <li>
          <Button size="small" type="link" onClick={() => setWhole(true)}>{t('view.first')}</Button>
        </li>
      )}
      {whole && <li><Level {...where} place={undefined} pointer={pointer} /></li>}
      {!whole && entries.map((entry) => <Value key={entry.pointer} entry={entry} {...where} />)}
      {!whole && query.hasNextPage && (
        <li>
          <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('view.more')}</Button>
        </li>
      )}
    </ul>
  );
}

function Value({ entry, ...where }: Where & { entry: Entry }) {
  const { t } = useWords();
  const meant = where.place === entry.pointer;
  const ref = useInSight<HTMLLIElement>(meant);
  const folds = entry.shape === 'object' || entry.shape === 'list';
  const [open, setOpen] = useState(folds && (meant || (where.place?.startsWith(`${entry.pointer}/`) ?? false)));
  return (
    <li {...(meant ? { ref, 'aria-current': 'location' as const, className: 'marked' } : {})}>
      {folds ? (
        <button type="button" className="view-fold" aria-expanded={open} aria-label={t(open ? 'view.collapse' : 'view.expand', { key: entry.key })} onClick={() => setOpen(!open)}>
          {open ? '▾' : '▸'}
        </button>
      ) : null}
      <span className="view-key">{entry.key}</span>{' '}
      {folds ? <span className="quiet">{t('view.parts', { count: entry.parts ?? 0 })}</span> : <span className={`view-value ${entry.shape}`}>{entry.text}</span>}
      {open && <Level {...where} pointer={entry.pointer} />}
    </li>
  );
}
