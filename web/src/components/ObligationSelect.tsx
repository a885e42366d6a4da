import { Select } from 'antd';
import { useCatalogue } from '../lib/lists';
import { useWords } from '../lib/words';

/** Chooses one obligation of the catalogue, by number or title. */
export function ObligationSelect({ id, value, onChange, only }: { id?: string; value?: string; onChange?: (value: string) => void; only?: string[] }) {
  const { t, pick } = useWords();
  const catalogue = useCatalogue();
  const rows = (catalogue.data?.obligations ?? []).filter((row) => !only || only.includes(row.id));
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      loading={catalogue.isLoading}
      placeholder={t('catalogue.choose')}
      value={value ?? null}
      onChange={(next: string | null) => next && onChange?.(next)}
      options={rows.map((row) => ({ value: row.id, label: `${row.id} ${pick(row.title_zh, row.title_en)}` }))}
    />
  );
}
