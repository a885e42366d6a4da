import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { ReceiptState } from '../api/types';
import { useWords } from '../lib/words';
import { Mark } from './State';
import { Trouble } from './Trouble';

/** The receipt of a submission: asked for again until its proof of inclusion is there. */
export function Receipt({ submission, initial }: { submission: string; initial?: ReceiptState }) {
  const { t } = useWords();
  const receipt = useQuery({
    queryKey: ['receipt', submission],
    queryFn: () => api.receipt(submission),
    initialData: initial,
    staleTime: (query) => (query.state.data?.proven ? Infinity : 0),
    refetchInterval: (query) => (query.state.data?.proven || query.state.error ? false : 1_500),
  });
  function download() {
    const url = URL.createObjectURL(new Blob([`${JSON.stringify(receipt.data?.receipt, null, 2)}\n`], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `yunjian-receipt-${submission}.json`;
    link.click();
    URL.revokeObjectURL(url);
  }
  if (receipt.error && !receipt.data) return <Trouble error={receipt.error} retry={() => void receipt.refetch()} />;
  if (!receipt.data) return null;
  return (
    <div className="states" style={{ gap: 10, alignItems: 'center' }}>
      <Mark tone={receipt.data.proven ? 'good' : 'waiting'}>{t(receipt.data.proven ? 'receipt.proven' : 'receipt.promised')}</Mark>
      <Button size="small" onClick={download}>
        {t('receipt.download')}
      </Button>
      <span className="quiet small">{t(receipt.data.proven ? 'receipt.provenHint' : 'receipt.promisedHint')}</span>
    </div>
  );
}
