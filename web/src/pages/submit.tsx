import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api/client';
import type { SubmittedOne, Upload } from '../api/types';
import { DraftList } from '../components/DraftList';
import { Loaded, Page } from '../components/Page';
import { SubmitChoose } from '../components/SubmitChoose';
import { SubmitDone } from '../components/SubmitDone';
import { SubmitOpen } from '../components/SubmitOpen';
import { SubmitWork } from '../components/SubmitWork';
import { useKeptDraft } from '../lib/draft';
import { useWords } from '../lib/words';

/**
 * Handing in: choose due items, add files and forms, see what is lacking, hand in. The open upload stands in the
 * address and its draft on the server, so that the page can be left and found again, here or elsewhere.
 */
export default function SubmitPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const [done, setDone] = useState<SubmittedOne[] | null>(null);
  const uploadId = search.get('upload');
  const upload = useQuery({
    queryKey: ['upload', uploadId],
    queryFn: () => api.upload(uploadId ?? ''),
    enabled: uploadId !== null && done === null,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const startAgain = () => {
    setDone(null);
    setSearch({}, { replace: true });
  };
  return (
    <Page
      title={t('submit.title')}
      actions={(uploadId || done) && <Button onClick={startAgain}>{t(done ? 'submit.another' : 'submit.chooseAgain')}</Button>}
    >
      {done ? (
        <SubmitDone submitted={done} />
      ) : uploadId ? (
        <Loaded query={upload}>
          {(loaded) => (
            <Work
              key={loaded.id}
              upload={loaded}
              onDone={(submitted) => {
                setDone(submitted);
                setSearch({}, { replace: true });
              }}
            />
          )}
        </Loaded>
      ) : (
        <div className="stack">
          <DraftList />
          <SubmitOpen />
          <SubmitChoose onOpened={(id) => setSearch({ upload: id })} />
        </div>
      )}
    </Page>
  );
}

function Work({ upload, onDone }: { upload: Upload; onDone: (submitted: SubmittedOne[]) => void }) {
  const draft = useKeptDraft(upload.id);
  return <Loaded query={draft}>{(kept) => <SubmitWork key={kept?.version ?? 0} upload={upload} kept={kept} onDone={onDone} />}</Loaded>;
}
