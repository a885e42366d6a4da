import { Button, Descriptions, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api } from '../api/client';
import type { Obligation } from '../api/types';
import { ObligationNeeds } from '../components/ObligationNeeds';
import { Loaded, Page } from '../components/Page';
import { SourceMarks, State } from '../components/State';
import { dataOf, type Parameter, type Rule } from '../lib/obligation';
import { say } from '../lib/values';
import { useWords } from '../lib/words';

export default function ObligationPage() {
  const { obligation = '' } = useParams();
  const { t, pick, zh } = useWords();
  const language = zh ? 'zh' : 'en';
  const query = useQuery({ queryKey: ['obligation', obligation], queryFn: () => api.obligation(obligation), staleTime: Infinity });
  const data = query.data ? dataOf(query.data) : undefined;
  return (
    <Page
      title={data ? pick(data.title_zh, data.title_en) : obligation}
      trail={[{ to: '/catalogue', title: t('catalogue.title') }]}
      sub={<span>{obligation}</span>}
      actions={
        <>
          <Button href={api.templateUrl(obligation, language, 'xlsx')} download>{t('catalogue.template')}</Button>
          <Button href={api.templateUrl(obligation, language, 'html')} download>{t('catalogue.templatePrint')}</Button>
        </>
      }
    >
      <Loaded query={query}>{(loaded) => <Body answer={loaded} />}</Loaded>
    </Page>
  );
}

function Body({ answer }: { answer: Obligation }) {
  const { t, word, pick } = useWords();
  const data = dataOf(answer);
  const inWords = (id: string) => {
    const said = answer.rules_in_words.find((each) => each.rule === id);
    return said ? pick(said.zh, said.en) : '';
  };
  const judgement = pick(data.human_judgement_zh, data.human_judgement_en);
  return (
    <div className="stack">
      <section className="paper">
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 3 }}
          items={[
            { key: 'class', label: t('catalogue.class'), children: pick(data.class, data.class_en) },
            { key: 'item', label: t('catalogue.item'), children: pick(data.item, data.item_en) },
            { key: 'section', label: t('catalogue.section'), children: [data.section, ...(data.clauses ?? [])].join(' ') },
            { key: 'attribute', label: t('catalogue.attribute'), children: word('level', data.attribute) },
            { key: 'frequency', label: t('app.frequency'), children: word('frequency', data.frequency) },
            { key: 'party', label: t('dues.party'), children: word('party', data.party) },
            { key: 'kind', label: t('catalogue.kind'), children: word('deliverable', data.type) },
            ...(data.mechanism?.length ? [{ key: 'mechanism', label: t('catalogue.mechanism'), children: data.mechanism.map((each) => `7.2.1 ${each})`).join(t('app.comma')) }] : []),
          ]}
        />
      </section>
      <section className="paper" aria-label={t('dues.required')}>
        <h2>{t('dues.required')}</h2>
        <ObligationNeeds obligation={answer} />
      </section>
      <section className="paper" aria-label={t('plan.parameters')}>
        <h2>{t('plan.parameters')}</h2>
        <Table<Parameter>
          size="small"
          rowKey="name"
          pagination={false}
          scroll={{ x: true }}
          dataSource={data.parameters}
          columns={[
            { title: t('plan.parameter'), key: 'name', width: 250, render: (_, row) => (<>{pick(row.label_zh, row.label_en)} <span className="mono quiet">{row.name}</span></>) },
            { title: t('catalogue.default'), dataIndex: 'default', width: 240, render: (value: unknown) => say(value, t) },
            { title: t('results.clause'), dataIndex: 'clause' },
            { title: t('plan.source'), key: 'source', width: 280, render: (_, row) => pick(row.source, row.source_en) },
            { title: t('plan.marks'), key: 'marks', render: (_, row) => <SourceMarks applicability={row.applicability} verified={row.verified} /> },
          ]}
        />
      </section>
      <section className="paper" aria-label={t('catalogue.rules')}>
        <h2>{t('catalogue.rules')}</h2>
        <div className="stack">
          {data.rules.map((rule: Rule) => (
            <article key={rule.id}>
              <div className="rule-head" style={{ marginBottom: 4 }}>
                <State family="ruleSeverity" value={rule.severity} />
                <span className="grow">{t('catalogue.failsWith', { message: pick(rule.message_zh, rule.message_en) })}</span>
                <span className="mono quiet">{rule.id}</span>
              </div>
              <p className="prose">{inWords(rule.id)}</p>
              <details>
                <summary>{t('catalogue.asExpression')}</summary>
                <pre className="mono" tabIndex={0} aria-label={t('catalogue.ruleText', { rule: rule.id })}>{rule.check}</pre>
              </details>
            </article>
          ))}
        </div>
      </section>
      {judgement && (
        <section className="paper" aria-label={t('catalogue.judgement')}>
          <h2>{t('catalogue.judgement')}</h2>
          <p className="prose">{judgement}</p>
        </section>
      )}
    </div>
  );
}
