import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { Shell } from './components/Shell';
import { PageError } from './components/PageError';

/** Each page is loaded when it is first opened. */
const page = (load: () => Promise<{ default: ComponentType }>) => ({
  lazy: async () => ({ Component: (await load()).default }),
  errorElement: <PageError />,
  hydrateFallbackElement: <span />,
});

/** Every address of the application; the names are those of the server's API. */
export const router = createBrowserRouter([
  { path: '/sign-in', ...page(() => import('./pages/sign-in')) },
  { path: '/bootstrap', ...page(() => import('./pages/bootstrap')) },
  {
    element: <Shell />,
    errorElement: <PageError />,
    hydrateFallbackElement: <span />,
    children: [
      { path: '/', ...page(() => import('./pages/home')) },
      { path: '/fleet', ...page(() => import('./pages/fleet')) },
      { path: '/fleet/:tab', ...page(() => import('./pages/fleet')) },
      { path: '/platforms', ...page(() => import('./pages/platforms')) },
      { path: '/platforms/new', ...page(() => import('./pages/platform-new')) },
      { path: '/platforms/:platform', ...page(() => import('./pages/platform')) },
      { path: '/platforms/:platform/:tab', ...page(() => import('./pages/platform')) },
      { path: '/calendar', ...page(() => import('./pages/calendar')) },
      { path: '/dues', ...page(() => import('./pages/dues')) },
      { path: '/dues/:due', ...page(() => import('./pages/due')) },
      { path: '/submit', ...page(() => import('./pages/submit')) },
      { path: '/queue', ...page(() => import('./pages/queue')) },
      { path: '/submissions', ...page(() => import('./pages/submissions')) },
      { path: '/submissions/:submission', ...page(() => import('./pages/submission')) },
      { path: '/submissions/:submission/files/:sha256', ...page(() => import('./pages/file')) },
      { path: '/rectifications', ...page(() => import('./pages/rectifications')) },
      { path: '/rectifications/:rectification', ...page(() => import('./pages/rectification')) },
      { path: '/notices', ...page(() => import('./pages/notices')) },
      { path: '/notices/:notice', ...page(() => import('./pages/notice')) },
      { path: '/messages', ...page(() => import('./pages/messages')) },
      { path: '/messages/settings', ...page(() => import('./pages/message-settings')) },
      { path: '/deputies', ...page(() => import('./pages/deputies')) },
      { path: '/deviations', ...page(() => import('./pages/deviations')) },
      { path: '/deviations/:deviation', ...page(() => import('./pages/deviation')) },
      { path: '/exploited', ...page(() => import('./pages/exploited')) },
      { path: '/escalations', ...page(() => import('./pages/escalations')) },
      { path: '/catalogue', ...page(() => import('./pages/catalogue')) },
      { path: '/catalogue/:obligation', ...page(() => import('./pages/obligation')) },
      { path: '/organisations', ...page(() => import('./pages/organisations')) },
      { path: '/users', ...page(() => import('./pages/users')) },
      { path: '/tokens', ...page(() => import('./pages/tokens')) },
      { path: '/ledger', ...page(() => import('./pages/ledger')) },
      { path: '*', ...page(() => import('./pages/not-found')) },
    ],
  },
]);
