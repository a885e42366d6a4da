import { Select } from 'antd';
import { usePlatforms } from '../lib/lists';
import { useWords } from '../lib/words';

interface Props {
  value?: string | undefined;
  onChange?: (platform: string | undefined) => void;
  allowClear?: boolean;
  id?: string;
}

export function PlatformSelect({ value, onChange, allowClear = true, id }: Props) {
  const { t } = useWords();
  const platforms = usePlatforms();
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={t('app.platform')}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={allowClear}
      style={{ minWidth: 200 }}
      placeholder={allowClear ? t('app.allPlatforms') : t('app.choosePlatform')}
      loading={platforms.isLoading}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange?.(next ?? undefined)}
      options={(platforms.data ?? []).map((row) => ({ value: row.id, label: row.name ?? t('app.erased') }))}
    />
  );
}
