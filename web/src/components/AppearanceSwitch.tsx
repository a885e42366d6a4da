import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { setAppearance, useAppearance } from '../lib/appearance';
import { useWords } from '../lib/words';

/** One click to the dark and back; until somebody chooses, the computer's setting holds. */
export function AppearanceSwitch() {
  const { t } = useWords();
  const dark = useAppearance() === 'dark';
  const label = t(dark ? 'app.light' : 'app.dark');
  return <Button size="small" type="text" icon={dark ? <SunOutlined /> : <MoonOutlined />} aria-label={label} title={label} onClick={() => setAppearance(dark ? 'light' : 'dark')} />;
}
