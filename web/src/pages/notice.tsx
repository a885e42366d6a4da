import { Alert, Button, DatePicker, Descriptions, Form, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { Dayjs } from 'dayjs';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../api/client';
import type { Notice } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { NoticeSheet } from '../components/NoticeSheet';
import { Loaded, Page } from '../components/Page';
import { Reminders } from '../components/Reminders';
import { State } from '../components/State';
import { useServerClock, useSession } from '../lib/session';
import { deadline, moment, picker, wall } from '../lib/time';
import { useWords } from '../lib/words';

export default function NoticePage() {
  const { notice = '' } = useParams();
  const { t, pick, named } = useWords();
  const query = useQuery({ queryKey: ['notice', notice], queryFn: () => api.notice(notice) });
  const data = query.data;
  return (
    <Page
      title={data ? `${pick(data.title_zh, data.title_en)} ${data.number ?? ''}` : t('notices.one')}
      trail={[{ to: '/notices', title: t('notices.title') }]}
      marks={data && <State family="notice" value={data.state} />}
      asOf={data?.as_of}
      sub={
        data && (
          <>
            {data.submission && <Link to={`/submissions/${data.submission}`}>{t('timeline.submission')}</Link>}
            {data.escalation && <Link to={`/escalations?platform=${data.platform.id}`}>{t('escalations.title')}</Link>}
            {data.rectification && <Link to={`/rectifications/${data.rectification}`}>{t('submissions.openRectification')}</Link>}
            <Link to={`/platforms/${data.platform.id}`}>{named(data.platform)}</Link>
          </>
        )
      }
      actions={data && <Actions notice={data} />}
    >
      <Loaded query={query}>{(loaded) => <Body notice={loaded} />}</Loaded>
    </Page>
  );
}

function Body({ notice }: { notice: Notice }) {
  const { t, named, word } = useWords();
  const step = (who: { id: string; name?: string | null } | null | undefined, at: string | null | undefined) =>
    at ? `${named(who)} · ${moment(at)}` : t('app.none');
  return (
    <div className="stack">
      {notice.sent_back_reason && <Alert type="warning" showIcon title={t('procedure.sentBack')} description={<p className="prose">{notice.sent_back_reason}</p>} />}
      {notice.state === 'issued' && <Alert type="info" showIcon title={t('notices.deemedAt', { time: deadline(notice.deemed_at) })} />}
      <Reminders items={notice.reminders} />
      <section className="paper">
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 4 }}
          items={[
            { key: 'drafted', label: t('notices.draftedBy'), children: step(notice.drafted_by, notice.drafted_at) },
            { key: 'checked', label: t('notices.checkedBy'), children: step(notice.checked_by, notice.checked_at) },
            { key: 'issued', label: t('notices.issuedBy'), children: step(notice.issued_by, notice.issued_at) },
            {
              key: 'served', label: t('notices.served'),
              children: notice.served_at ? [word('serviceMethod', notice.method), moment(notice.served_at), notice.served_by, notice.proof].filter(Boolean).join(' · ') : t('notices.unserved'),
            },
          ]}
        />
      </section>
      <NoticeSheet notice={notice} />
    </div>
  );
}

function Actions({ notice }: { notice: Notice }) {
  const { t, word } = useWords();
  const { may, user, organisation } = useSession();
  const navigate = useNavigate();
  const now = useServerClock();
  const { id, state } = notice;
  const waits = state === 'drafted' || state === 'checked';
  const allowed = !notice.second_person || notice.drafted_by?.id !== user.id;
  return (
    <>
      {state === 'issued' && notice.recipient.id === organisation.id && may('answer_notices') && (
        <Action label={t('notices.acknowledge')} hint={t('notices.acknowledgeHint')} run={() => api.acknowledgeNotice(id)} done={t('notices.acknowledged')} button={{ type: 'primary' }} />
      )}
      {waits && may('issue_notices') && (
        <>
          <Action<{ reason: string }> label={t('notices.sendBack')} run={(values) => api.sendBackNotice(id, values)} done={t('notices.sentBack')} fields={<ReasonField />} />
          {state === 'drafted' && allowed && <Action label={t('notices.check')} hint={t('notices.checkHint')} run={() => api.checkNotice(id)} done={t('notices.checked')} />}
          {allowed && (
            <Action
              label={t(state === 'drafted' ? 'notices.checkAndIssue' : 'notices.issue')}
              hint={t('notices.issueHint')}
              run={() => api.issueNotice(id)}
              done={t('notices.nowIssued')}
              button={{ type: 'primary' }}
              after={(issued) => {
                if (issued.rectification) void navigate(`/rectifications/${issued.rectification}`);
              }}
            />
          )}
        </>
      )}
      {state === 'issued' && may('serve_notices') && (
        <Action<{ method: string; served_at: Dayjs; proof: string }>
          label={t('notices.serve')}
          hint={t('notices.serveHint')}
          initial={() => ({ method: 'in_person', served_at: picker(now) })}
          run={(values) => api.serveNotice(id, { method: values.method, served_at: wall(values.served_at), proof: values.proof })}
          done={t('notices.nowServed')}
          fields={
            <>
              <Form.Item name="method" label={t('notices.method')} rules={[{ required: true, message: t('app.required') }]}>
                <Select options={['in_person', 'post'].map((value) => ({ value, label: word('serviceMethod', value) }))} />
              </Form.Item>
              <Form.Item name="served_at" label={t('notices.servedAt')} rules={[{ required: true, message: t('app.required') }]}>
                <DatePicker showTime maxDate={picker(now)} />
              </Form.Item>
              <ReasonField name="proof" label={t('notices.proof')} />
            </>
          }
        />
      )}
      <Button onClick={() => window.print()}>{t('notices.print')}</Button>
    </>
  );
}
