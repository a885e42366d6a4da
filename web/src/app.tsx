import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { whenSignedOut } from './api/client';
import { Refusal } from './api/problem';
import { meKey } from './lib/session';
import { router } from './routes';
import { useAppearance } from './lib/appearance';
import { themeOf } from './theme';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal will be refused again; only an unreachable server is worth asking twice.
      retry: (count, error) => !(error instanceof Refusal) && count < 2,
    },
  },
});

const themes = { light: themeOf(false), dark: themeOf(true) };

whenSignedOut(() => client.setQueryData(meKey, null));

export function App() {
  const { i18n } = useTranslation();
  const zh = i18n.language.startsWith('zh');
  const appearance = useAppearance();
  useEffect(() => {
    dayjs.locale(zh ? 'zh-cn' : 'en');
  }, [zh]);
  return (
    // Older browsers know neither :where() nor logical properties such as margin-inline.
    <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider locale={zh ? zhCN : enUS} theme={themes[appearance]} componentSize="middle" button={{ autoInsertSpace: false }}>
        <AntApp>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </StyleProvider>
  );
}
