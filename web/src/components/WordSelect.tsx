import { Select } from 'antd';
import { useWords } from '../lib/words';

interface Props {
  family: string;
  values: readonly string[];
  label: string;
  value?: string | undefined;
  onChange?: (value: string | undefined) => void;
  width?: number;
}

/** A filter over one fixed set of words. */
export function WordSelect({ family, values, label, value, onChange, width = 140 }: Props) {
  const { t, word } = useWords();
  return (
    <label>
      <span aria-hidden="true">{label}</span>
      <Select
        aria-label={label}
        allowClear
        style={{ minWidth: width }}
        placeholder={t('app.any')}
        value={value ?? null}
        onChange={(next: string | null | undefined) => onChange?.(next ?? undefined)}
        options={values.map((each) => ({ value: each, label: word(family, each) }))}
      />
    </label>
  );
}
