import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api } from '../api/client';
import { FileView } from '../components/FileView';
import { Page } from '../components/Page';
import { useAsked } from '../lib/view';
import { useWords } from '../lib/words';

/** One file of a submission on a page of its own. */
export default function FilePage() {
  const { submission = '', sha256 = '' } = useParams();
  const { t, pick, period } = useWords();
  const { asked, ask } = useAsked();
  const query = useQuery({ queryKey: ['submission', submission], queryFn: () => api.submission(submission) });
  const of = query.data;
  return (
    <Page
      title={t('view.title')}
      trail={[
        { to: '/submissions', title: t('submissions.title') },
        { to: `/submissions/${submission}`, title: of ? `${pick(of.title_zh, of.title_en)} · ${period(of.period)}` : t('app.submission') },
      ]}
    >
      <FileView submission={submission} sha256={sha256} asked={asked} ask={ask} />
    </Page>
  );
}
