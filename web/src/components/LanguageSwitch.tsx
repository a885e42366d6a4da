import { TranslationOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../lib/words';
import i18n from '../i18n';

/** One click to the other language; its name is written in that language. */
export function LanguageSwitch() {
  const { t, zh } = useWords();
  const other = zh ? 'en' : 'zh-CN';
  return (
    <Button size="small" type="text" icon={<TranslationOutlined />} lang={other} onClick={() => void i18n.changeLanguage(other)}>
      {t('app.otherLanguage')}
    </Button>
  );
}
