import { Drawer } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { Submission } from '../api/types';
import { filePath, useAsked } from '../lib/view';
import { useWords } from '../lib/words';
import { FileView } from './FileView';

/** A file beside the submission's reasons: opened by the address, so that what is looked at can be shared. */
export function FilePane({ submission }: { submission: Submission }) {
  const { t } = useWords();
  const { asked, ask } = useAsked();
  const [search, setSearch] = useSearchParams();
  const sha256 = search.get('file');
  const known = submission.files_open && submission.files.some((file) => file.sha256 === sha256);
  if (!sha256 || !known) return null;
  const close = () =>
    setSearch((old) => {
      const next = new URLSearchParams(old);
      for (const name of ['file', 'place', 'member', 'sheet', 'from', 'text']) next.delete(name);
      return next;
    });
  return (
    <Drawer
      open
      mask={false}
      size="52vw"
      title={t('view.beside')}
      closable={{ 'aria-label': t('view.close') }}
      extra={<Link to={filePath(submission.id, sha256, asked)}>{t('view.ownPage')}</Link>}
      onClose={close}
    >
      <FileView submission={submission.id} sha256={sha256} asked={asked} ask={ask} />
    </Drawer>
  );
}
