import { Link } from 'react-router';
import { besidePath } from '../lib/view';
import { useWords } from '../lib/words';

/** A place in a file, leading to that very place where the file can be opened. */
export function Place({ submission, sha256, place }: { submission: string | undefined; sha256: string | null | undefined; place: string | null | undefined }) {
  const { t } = useWords();
  if (!submission || !sha256 || !place) return <span className="mono">{place}</span>;
  return (
    <Link className="mono" to={besidePath(submission, sha256, { place })} title={t('view.openAt', { place })}>
      {place}
    </Link>
  );
}
