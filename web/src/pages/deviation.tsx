import { DatePicker, Descriptions, Form, Select, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import dayjs, { type Dayjs } from 'dayjs';
import { Link, useParams } from 'react-router';
import { api } from '../api/client';
import type { Deviation } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { DeviationRequest, DeviationResubmit, KindLaw } from '../components/DeviationRequest';
import { Loaded, Page } from '../components/Page';
import { Mark, State } from '../components/State';
import { Timeline } from '../components/Timeline';
import { useSession } from '../lib/session';
import { day, deadline, lastDay, moment } from '../lib/time';
import { useWords } from '../lib/words';

export default function DeviationPage() {
  const { deviation = '' } = useParams();
  const { t, word, named } = useWords();
  const query = useQuery({ queryKey: ['deviation', deviation], queryFn: () => api.deviation(deviation) });
  const data = query.data;
  return (
    <Page
      title={data ? word('deviationKind', data.kind) : t('deviations.one')}
      trail={[{ to: '/deviations', title: t('deviations.title') }]}
      marks={data && <State family="deviation" value={data.state} />}
      sub={data && <Link to={`/platforms/${data.platform.id}`}>{named(data.platform)}</Link>}
      actions={data && <Actions item={data} />}
    >
      <Loaded query={query}>{(loaded) => <Body item={loaded} />}</Loaded>
    </Page>
  );
}

function Actions({ item }: { item: Deviation }) {
  const { t, word } = useWords();
  const { may } = useSession();
  const waiting = ['requested', 'endorsed'].includes(item.state);
  const reason = <ReasonField />;
  const adjusts = item.rule.steps > 0;
  return (
    <>
      {may('decide_deviations') && waiting && (
        <>
          <Action<{ until: Dayjs; adjusted?: string; reason: string }>
            label={t('deviations.grant')}
            hint={<KindLaw kind={item.rule} />}
            initial={{ until: dayjs(lastDay(item.until)), ...(item.adjusted ? { adjusted: item.adjusted } : {}) }}
            run={(values) => api.grantDeviation(item.id, { until: values.until.format('YYYY-MM-DD'), adjusted: values.adjusted ?? null, reason: values.reason })}
            done={t('deviations.granted')}
            button={{ type: 'primary' }}
            fields={
              <>
                <Form.Item name="until" label={t('deviations.lastDay')} rules={[{ required: true, message: t('app.required') }]}>
                  <DatePicker maxDate={dayjs(item.rule.latest)} />
                </Form.Item>
                {adjusts && (
                  <Form.Item name="adjusted" label={t('deviations.adjusted')} rules={[{ required: true, message: t('app.required') }]}>
                    <Select options={['high', 'medium', 'low', 'info'].map((value) => ({ value, label: word('severity', value) }))} />
                  </Form.Item>
                )}
                {reason}
              </>
            }
          />
          <Action label={t('deviations.return')} run={(values: { reason: string }) => api.returnDeviation(item.id, values)} done={t('deviations.returned')} fields={reason} />
          <Action label={t('deviations.refuse')} run={(values: { reason: string }) => api.refuseDeviation(item.id, values)} done={t('deviations.refused')} button={{ danger: true }} fields={reason} />
        </>
      )}
      {may('decide_deviations') && item.state === 'granted' && (
        <Action label={t('deviations.revoke')} hint={t('deviations.revokeHint')} run={(values: { reason: string }) => api.revokeDeviation(item.id, values)} done={t('deviations.revoked')} button={{ danger: true }} fields={reason} />
      )}
      {may('request_deviation') && item.state === 'returned' && <DeviationResubmit platform={item.platform.id} deviation={item.id} adjusts={adjusts} />}
      {may('request_deviation') && ['granted', 'expired'].includes(item.state) && item.findings.length > 0 && (
        <DeviationRequest platform={item.platform.id} findings={item.findings.map((finding) => finding.id)} renews={item.id} label={t('deviations.renew')} />
      )}
      {may('request_deviation') && ['requested', 'returned', 'endorsed', 'granted'].includes(item.state) && (
        <Action label={t('deviations.withdraw')} run={(values: { reason: string }) => api.withdrawDeviation(item.id, values)} done={t('deviations.withdrawn')} fields={reason} />
      )}
    </>
  );
}

function Body({ item }: { item: Deviation }) {
  const { t, word, named } = useWords();
  return (
    <div className="stack">
      <section className="paper">
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 3 }}
          items={[
            {
              key: 'severity', label: t('findings.severity'),
              children: (
                <span className="states">
                  <State family="severity" value={item.severity} />
                  {item.adjusted && <Mark tone="remark">{t('deviations.treatedAs', { severity: word('severity', item.adjusted) })}</Mark>}
                </span>
              ),
            },
            { key: 'until', label: t('deviations.lastDay'), children: deadline(item.until) },
            { key: 'asked', label: t('deviations.askedAt'), children: `${moment(item.requested_at)} ${named(item.requested_by)}` },
            ...(item.vendor_contact ? [{ key: 'vendor', label: t('deviations.vendorContact'), children: day(item.vendor_contact) }] : []),
            ...(item.endorsed_by ? [{ key: 'endorsed', label: t('deviations.endorsedBy'), children: named(item.endorsed_by) }] : []),
            ...(item.decided_at ? [{ key: 'decided', label: t('deviations.decision'), children: `${moment(item.decided_at)} ${named(item.decided_by)}` }] : []),
            ...(item.renews ? [{ key: 'renews', label: t('deviations.renews'), children: <Link to={`/deviations/${item.renews}`}>{t('deviations.one')}</Link> }] : []),
            ...(item.claimed ? [{ key: 'claimed', label: t('deviations.claimed'), children: t('deviations.claimedHint') }] : []),
          ]}
        />
        <h2>{t('app.reason')}</h2>
        <p className="prose">{item.reason ?? t('app.erased')}</p>
        {item.measures && (<><h2>{t('deviations.measures')}</h2><p className="prose">{item.measures}</p></>)}
        {item.decision && (<><h2>{t('deviations.decision')}</h2><p className="prose">{item.decision}</p></>)}
        <KindLaw kind={item.rule} />
      </section>
      <section className="paper" aria-label={t('deviations.evidence')}>
        <h2>{t('deviations.evidence')}</h2>
        {item.evidence.length === 0 ? (
          <p className="quiet">{t('app.none')}</p>
        ) : (
          <ul>
            {item.evidence.map((file) => (
              <li key={file.sha256}>
                <div>
                  <a href={`/api/v1/deviations/${item.id}/files/${file.sha256}`} download={file.name ?? ''}>{file.name ?? t('app.erased')}</a>
                </div>
                <div className="quiet small mono">{file.sha256.slice(0, 16)}</div>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="paper" aria-label={t('deviations.findings')}>
        <h2>{t('deviations.findings')} <span className="quiet small">{item.findings_total}</span></h2>
        <Table
          size="small"
          rowKey="id"
          aria-label={t('deviations.findings')}
          dataSource={item.findings}
          pagination={item.findings.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          columns={[
            { title: t('findings.severity'), key: 'severity', render: (_, row) => <span className="states"><State family="severity" value={row.severity} />{row.known_exploited && <Mark tone="bad">{t('exploited.mark')}</Mark>}</span> },
            { title: t('findings.finding'), dataIndex: 'title' },
            { title: t('findings.component'), dataIndex: 'component' },
            { title: t('app.state'), dataIndex: 'status', render: (value: string) => <State family="findingStatus" value={value} /> },
            { title: t('deviations.matched'), dataIndex: 'matched_by', render: (value: string) => t(value === 'cve' ? 'deviations.byCve' : 'deviations.byIdentity') },
          ]}
        />
      </section>
      <section className="paper" aria-label={t('timeline.title')}>
        <h2>{t('timeline.title')}</h2>
        <Timeline about={['deviation', item.id]} ask={(query) => api.deviationTimeline(item.id, query)} />
      </section>
    </div>
  );
}
