import { Alert, Descriptions } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '../api/client';
import type { Rectification } from '../api/types';
import { Nonconformities } from '../components/Nonconformities';
import { Loaded, Page } from '../components/Page';
import { Reminders } from '../components/Reminders';
import { RectificationActions } from '../components/RectificationActions';
import { Mark, State } from '../components/State';
import { Timeline } from '../components/Timeline';
import { useServerClock } from '../lib/session';
import { daysUntil, deadline, moment } from '../lib/time';
import { useWords } from '../lib/words';

export default function RectificationPage() {
  const { rectification = '' } = useParams();
  const { t, pick, named } = useWords();
  const query = useQuery({ queryKey: ['rectification', rectification], queryFn: () => api.rectification(rectification) });
  const data = query.data;
  return (
    <Page
      title={data ? t('rectifications.of', { title: pick(data.title_zh, data.title_en) }) : t('rectifications.one')}
      trail={[{ to: '/rectifications', title: t('rectifications.title') }]}
      marks={
        data && (
          <span className="states">
            <State family="rectification" value={data.state} />
            {data.overdue && <Mark tone="bad">{t('app.overdue')}</Mark>}
          </span>
        )
      }
      asOf={data?.as_of}
      sub={
        data && (
          <>
            <span>{data.obligation}</span>
            <Link to={`/platforms/${data.platform.id}`}>{named(data.platform)}</Link>
            <Link to={`/submissions/${data.submission}`}>{t('rectifications.foundWanting')}</Link>
          </>
        )
      }
      actions={data && <RectificationActions rectification={data} />}
    >
      <Loaded query={query}>{(loaded) => <Body item={loaded} />}</Loaded>
    </Page>
  );
}

function Body({ item }: { item: Rectification }) {
  const { t, named } = useWords();
  const now = useServerClock();
  const left = daysUntil(item.deadline, now);
  return (
    <div className="stack">
      {item.state === 'returned' && (
        <Alert type="warning" showIcon title={t('rectifications.returnedTitle')} description={<p className="prose">{item.return_reason ?? t('app.erased')}</p>} />
      )}
      {item.extension === 'requested' && (
        <Alert type="info" showIcon title={t('rectifications.extensionRequested', { time: deadline(item.extension_until) })} description={<p className="prose">{item.extension_reason ?? t('app.erased')}</p>} />
      )}
      {item.recheck && <Recheck item={item} />}
      <section className="paper">
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 3 }}
          items={[
            { key: 'ordered', label: t('rectifications.orderedAt'), children: moment(item.ordered_at) },
            { key: 'served', label: t('rectifications.servedAt'), children: item.served_at ? moment(item.served_at) : t('rectifications.notServed') },
            {
              key: 'deadline', label: t('rectifications.deadline'),
              children: (
                <>
                  {deadline(item.deadline)}{' '}
                  {item.state !== 'closed' && <span className={item.overdue ? 'bad' : 'quiet'}>{item.overdue ? t('rectifications.daysOver', { count: -left }) : t('rectifications.daysLeft', { count: left })}</span>}
                </>
              ),
            },
            { key: 'basis', label: t('rectifications.basis'), children: item.basis.length > 0 ? item.basis.join(', ') : t('rectifications.basisByHand') },
            { key: 'extension', label: t('rectifications.extension'), children: item.extension === 'none' ? t('app.none') : <><State family="extension" value={item.extension} /> {deadline(item.extension_until)}</> },
            { key: 'reviewer', label: t('submissions.reviewer'), children: named(item.reviewer) || t('app.none') },
            ...(item.closed_at ? [{ key: 'closed', label: t('rectifications.closedAt'), children: moment(item.closed_at) }] : []),
          ]}
        />
      </section>
      <section className="paper" aria-label={t('rectifications.order')}>
        <h2>{t('rectifications.order')}</h2>
        <p className="prose">{item.order_text ?? t('app.erased')}</p>
        <div style={{ marginTop: 10 }}>
          <Nonconformities items={item.items} link={false} />
        </div>
      </section>
      <Text title={t('many.extended')} text={item.extended_reason} />
      <Reminders items={item.reminders} />
      <Text title={t('rectifications.plan')} text={item.plan} />
      {(item.statement || item.proof) && (
        <section className="paper" aria-label={t('rectifications.statement')}>
          <h2>
            {t('rectifications.statement')} {item.proof && <Link className="small" style={{ fontWeight: 400 }} to={`/submissions/${item.proof}`}>{t('rectifications.proof')}</Link>}
          </h2>
          {item.statement && <p className="prose">{item.statement}</p>}
        </section>
      )}
      <Text title={t('rectifications.closingNote')} text={item.closing_note} />
      <section className="paper" aria-label={t('timeline.title')}>
        <h2>{t('timeline.title')}</h2>
        <Timeline about={['rectification', item.id]} ask={(query) => api.rectificationTimeline(item.id, query)} />
      </section>
    </div>
  );
}

function Text({ title, text }: { title: string; text?: string | null | undefined }) {
  if (!text) return null;
  return (
    <section className="paper" aria-label={title}>
      <h2>{title}</h2>
      <p className="prose">{text}</p>
    </section>
  );
}

function Recheck({ item }: { item: Rectification }) {
  const { t } = useWords();
  const { recheck } = item;
  if (!recheck) return null;
  const good = recheck.new_evidence && recheck.still_failing.length === 0;
  return (
    <Alert
      type={good ? 'success' : 'warning'}
      showIcon
      title={t(good ? 'rectifications.recheckGood' : 'rectifications.recheckBad')}
      description={
        good ? undefined : (
          <>
            {!recheck.new_evidence && <div>{t('rectifications.noNewEvidence')}</div>}
            {recheck.still_failing.length > 0 && <div>{t('rectifications.stillFailing')} <span className="mono">{recheck.still_failing.join(', ')}</span></div>}
          </>
        )
      }
    />
  );
}
