import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api/client';
import type { Submitted } from '../api/types';
import { Loaded, Page } from '../components/Page';
import { SubmitChoose } from '../components/SubmitChoose';
import { SubmitDone } from '../components/SubmitDone';
import { SubmitOpen } from '../components/SubmitOpen';
import { SubmitWork } from '../components/SubmitWork';
import { useWords } from '../lib/words';

/**
 * Handing in: choose due items, add files and forms, see what is lacking, hand in. The open upload stands in the
 * address, so that the page can be left and found again.
 */
export default function SubmitPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const [done, setDone] = useState<Submitted | null>(null);
  const uploadId = search.get('upload');
  const upload = useQuery({
    queryKey: ['upload', uploadId],
    queryFn: () => api.upload(uploadId ?? ''),
    enabled: uploadId !== null && done === null,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
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
            <SubmitWork
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
        <>
          <SubmitOpen />
          <SubmitChoose onOpened={(id) => setSearch({ upload: id })} />
        </>
      )}
    </Page>
  );
}
