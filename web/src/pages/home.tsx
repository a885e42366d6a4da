import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { Loaded, Page } from '../components/Page';
import { HomeFigures } from '../components/HomeFigures';
import { HomeLists } from '../components/HomeLists';
import { HomeReturned } from '../components/HomeReturned';
import { HomePlatforms } from '../components/HomePlatforms';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

/** The first page of everyone: what waits, what is late, what to do next. */
export default function HomePage() {
  const { t } = useWords();
  const session = useSession();
  const home = useQuery({ queryKey: ['home'], queryFn: api.home, refetchInterval: 60_000 });
  return (
    <Page title={t(`home.title.${session.organisation_role}`)} asOf={home.data?.as_of}>
      <Loaded query={home}>
        {(data) => (
          <div className="stack">
            <HomeFigures home={data} />
            {session.may('submit') && <HomeReturned rows={data.sent_back} />}
            <HomeLists home={data} />
            <HomePlatforms />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
