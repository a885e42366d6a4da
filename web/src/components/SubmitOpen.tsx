import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

/** Uploads that were begun and not handed in: the way back to each. */
export function SubmitOpen() {
  const { t } = useWords();
  const query = useQuery({ queryKey: ['uploads'], queryFn: () => api.uploads(), staleTime: 0 });
  const drafts = useQuery({ queryKey: ['drafts'], queryFn: api.drafts });
  // What has a draft stands among the drafts.
  const items = drafts.data ? (query.data?.items ?? []).filter((upload) => !drafts.data.items.some((draft) => draft.upload === upload.id)) : [];
  if (items.length === 0) return null;
  return (
    <section className="paper" aria-label={t('large.open')} style={{ marginBottom: 12 }}>
      <h2>{t('large.open')}</h2>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {items.map((upload) => (
          <li key={upload.id}>
            <Link to={`/submit?upload=${upload.id}`}>
              {[...upload.files, ...upload.unfinished].slice(0, 3).map((file) => file.name).join(t('app.comma'))}
            </Link>{' '}
            <span className="quiet small">
              {t('large.openCount', { files: upload.files.length, unfinished: upload.unfinished.length })} {t('large.until', { time: moment(upload.expires_at) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
