import { Button, DatePicker, Form, Input, Radio, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import { MandateFields, mandateOf, type MandateValues } from '../components/MandateFields';
import { Page } from '../components/Page';
import { Trouble } from '../components/Trouble';
import { useOrganisations } from '../lib/lists';
import { keepEnterInPickers } from '../lib/keys';
import { civil, zone } from '../lib/time';
import { useWords } from '../lib/words';

interface Values {
  name: string;
  provider: string;
  zone: string;
  level: string;
  supervised_from?: Dayjs;
  mandate: MandateValues;
}

const zones = [zone, 'Asia/Urumqi', 'Asia/Hong_Kong', 'UTC'];

export default function PlatformNewPage() {
  const { t, word } = useWords();
  const organisations = useOrganisations();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function send(values: Values) {
    setBusy(true);
    setError(null);
    try {
      const made = await api.newPlatform({
        name: values.name,
        provider: values.provider,
        zone: values.zone,
        level: values.level,
        supervised_from: values.supervised_from ? civil(values.supervised_from) : null,
        mandate: mandateOf(values.mandate),
      });
      await client.invalidateQueries({ queryKey: ['platforms'] });
      await navigate(`/platforms/${made.id}`);
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  }

  const needed = [{ required: true, message: t('app.required') }];
  return (
    <Page title={t('platforms.register')} trail={[{ to: '/platforms', title: t('platforms.title') }]}>
      <section className="paper" style={{ maxWidth: 720 }}>
        <Form<Values> layout="vertical" initialValues={{ zone, level: 'general' }} onKeyDown={keepEnterInPickers} onFinish={(values) => void send(values)}>
          <Form.Item name="name" label={t('platforms.name')} rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="provider" label={t('platforms.provider')} rules={needed} extra={t('platforms.providerHint')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={organisations.isLoading}
              options={(organisations.data ?? []).filter((row) => row.role === 'provider').map((row) => ({ value: row.id, label: row.name ?? t('app.erased') }))}
            />
          </Form.Item>
          <Form.Item name="level" label={t('platforms.level')} rules={needed}>
            <Radio.Group options={['general', 'enhanced'].map((level) => ({ value: level, label: word('level', level) }))} />
          </Form.Item>
          <Form.Item name="zone" label={t('platforms.zone')} rules={needed} extra={t('platforms.zoneHint')}>
            <Select showSearch options={zones.map((each) => ({ value: each, label: each }))} />
          </Form.Item>
          <Form.Item name="supervised_from" label={t('platforms.supervisedFrom')} extra={t('platforms.supervisedFromHint')}>
            <DatePicker />
          </Form.Item>
          <h2 className="section-title">{t('platforms.mandate')}</h2>
          <MandateFields prefix="mandate" />
          <div className="stack">
            <Trouble error={error ?? organisations.error} />
            <div>
              <Button type="primary" htmlType="submit" loading={busy}>
                {t('platforms.register')}
              </Button>
            </div>
          </div>
        </Form>
      </section>
    </Page>
  );
}
