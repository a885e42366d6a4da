import { Breadcrumb, Skeleton } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';

interface Props {
  title: string;
  /** Where this page hangs: pairs of address and title. */
  trail?: { to: string; title: string }[];
  marks?: ReactNode;
  sub?: ReactNode;
  actions?: ReactNode;
  /** When the figures were read. */
  asOf?: string | null;
  children: ReactNode;
}

/** Title, freshness, actions; sets the document's title. */
export function Page({ title, trail, marks, sub, actions, asOf, children }: Props) {
  const { t } = useWords();
  useTitle(title);
  return (
    <>
      {trail && (
        <Breadcrumb style={{ marginBottom: 6 }} items={trail.map(({ to, title: name }) => ({ title: <Link to={to}>{name}</Link> }))} />
      )}
      <header className="page-head">
        <div className="grow">
          <h1>
            {title} {marks}
          </h1>
          {(sub || asOf) && (
            <div className="page-sub">
              {sub}
              {asOf && <span>{t('app.asOf', { time: moment(asOf) })}</span>}
            </div>
          )}
        </div>
        {actions && <div className="states">{actions}</div>}
      </header>
      {children}
    </>
  );
}

export function useTitle(title: string) {
  const { t } = useWords();
  useEffect(() => {
    document.title = title ? `${title} · ${t('app.name')}` : t('app.name');
  }, [title, t]);
}

interface Asked<D> {
  data: D | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** What was asked for, once it is there; a skeleton before, the reason when it cannot be had. */
export function Loaded<D>({ query, children }: { query: Asked<D>; children: (data: D) => ReactNode }) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error ? <Trouble error={query.error} retry={() => void query.refetch()} /> : null}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return <Skeleton active paragraph={{ rows: 6 }} />;
}
