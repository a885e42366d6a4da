import { Select } from 'antd';
import { useCatalogue } from '../lib/lists';
import { useWords } from '../lib/words';

export function ObligationFilter({ value, onChange }: { value?: string | undefined; onChange: (value: string | undefined) => void }) {
  const { t, pick } = useWords();
  const catalogue = useCatalogue();
  return (
    <label>
      <span aria-hidden="true">{t('app.obligation')}</span>
      <Select
        aria-label={t('app.obligation')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 240 }}
        placeholder={t('app.any')}
        value={value ?? null}
        onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
        options={(catalogue.data?.obligations ?? []).map((row) => ({ value: row.id, label: `${row.id} ${pick(row.title_zh, row.title_en)}` }))}
      />
    </label>
  );
}
