import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { sheetUrl } from '../api/client';
import { useWords } from '../lib/words';

/** The list as it is filtered, as a workbook. A link, so that the browser saves it as any other file. */
export function ExportButton({ sheet, query = {} }: { sheet: string; query?: Record<string, string | number | boolean | undefined> }) {
  const { t, zh } = useWords();
  return (
    <Button icon={<DownloadOutlined />} href={sheetUrl(sheet, { ...query, lang: zh ? 'zh' : 'en' })} download="">
      {t('sheet.export')}
    </Button>
  );
}
