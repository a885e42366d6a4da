import { DueList } from './DueList';

export function PlatformDues({ platform }: { platform: string }) {
  return (
    <section className="paper">
      <DueList platform={platform} />
    </section>
  );
}
