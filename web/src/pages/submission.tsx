import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '../api/client';
import { Page, Loaded } from '../components/Page';
import { Mark, State } from '../components/State';
import { SubmissionActions } from '../components/SubmissionActions';
import { SubmissionBody } from '../components/SubmissionBody';
import { useWords } from '../lib/words';

/** States that change by themselves within seconds. */
const moving = ['received', 'admitted'];

export default function SubmissionPage() {
  const { submission = '' } = useParams();
  const { t, pick, named, period } = useWords();
  const query = useQuery({
    queryKey: ['submission', submission],
    queryFn: () => api.submission(submission),
    refetchInterval: (each) => (each.state.data && moving.includes(each.state.data.state) ? 2_000 : false),
  });
  const data = query.data;
  return (
    <Page
      title={data ? pick(data.title_zh, data.title_en) : t('app.submission')}
      trail={[{ to: '/submissions', title: t('submissions.title') }]}
      marks={
        data && (
          <span className="states">
            <State family="submission" value={data.state} />
            {data.verdict && <State family="verdict" value={data.verdict} />}
            {data.late && <Mark tone="waiting">{t('app.late')}</Mark>}
          </span>
        )
      }
      asOf={data?.as_of}
      sub={
        data && (
          <>
            <Link to={`/dues/${data.due}`}>{`${data.obligation} · ${period(data.period)}`}</Link>
            <Link to={`/platforms/${data.platform.id}`}>{named(data.platform)}</Link>
            <span>{t('submissions.versionNumber', { version: data.version })}</span>
          </>
        )
      }
      actions={data && <SubmissionActions key={data.id} submission={data} />}
    >
      <Loaded query={query}>{(loaded) => <SubmissionBody submission={loaded} />}</Loaded>
    </Page>
  );
}
