import { Button, Progress } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { giveUp } from '../api/tus';
import { bytes } from '../lib/values';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';

/** Files of which a part has arrived, from an earlier visit or after the line broke: chosen again, they go on from there. */
export function SubmitUnfinished({ upload, here }: { upload: string; here: string[] }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const key = ['upload-unfinished', upload, here.join('/')];
  const query = useQuery({ queryKey: key, queryFn: () => api.upload(upload), staleTime: 0 });
  const waiting = (query.data?.unfinished ?? []).filter((file) => !here.includes(file.name));
  if (waiting.length === 0 && !error) return null;

  async function drop(part: string) {
    setError(null);
    try {
      await giveUp(upload, part);
      await client.invalidateQueries({ queryKey: key });
    } catch (reason) {
      setError(reason);
    }
  }

  return (
    <section aria-label={t('large.unfinished')} style={{ margin: '8px 0' }}>
      <p style={{ margin: '0 0 4px' }}>{t('large.unfinishedHint')}</p>
      {waiting.map((file) => (
        <div key={file.id} style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
          <span>{file.name}</span>
          <span style={{ width: 160 }}>
            <Progress percent={Math.floor((file.received / file.size) * 100)} size="small" aria-label={file.name} />
          </span>
          <span className="quiet small">{t('large.arrived', { received: bytes(file.received), size: bytes(file.size) })}</span>
          <Button size="small" type="text" aria-label={t('large.giveUpOf', { name: file.name })} onClick={() => void drop(file.id)}>{t('large.giveUp')}</Button>
        </div>
      ))}
      <Trouble error={error} />
    </section>
  );
}
