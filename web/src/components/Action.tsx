import { App, Button, Form, Input, Modal, type ButtonProps } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { keepEnterInPickers } from '../lib/keys';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';

interface Props<V extends object, R> {
  label: string;
  /** What will happen, in a sentence. */
  hint?: ReactNode;
  fields?: ReactNode;
  initial?: Partial<V> | (() => Partial<V>);
  run: (values: V) => Promise<R>;
  done: string;
  /** Further steps once it is done, for instance going to the new page. */
  after?: (result: R) => void;
  width?: number;
  button?: ButtonProps;
}

/** A button that opens a small form, sends it, shows what was refused and why, and refreshes the page's figures. */
export function Action<V extends object = object, R = unknown>(props: Props<V, R>) {
  const { label, hint, fields, initial, run, done, after, width, button } = props;
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<V>();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function send(values: V) {
    setBusy(true);
    setError(null);
    try {
      const result = await run(values);
      setOpen(false);
      void message.success(done);
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
      after?.(result);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  }

  const starting = typeof initial === 'function' ? initial() : initial;
  return (
    <>
      <Button {...button} onClick={() => { setError(null); setOpen(true); }}>
        {label}
      </Button>
      <Modal
        open={open}
        title={label}
        width={width ?? 560}
        destroyOnHidden
        okText={t('app.confirm')}
        cancelText={t('app.cancel')}
        okButtonProps={{ danger: button?.danger ?? false }}
        confirmLoading={busy}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
      >
        <div className="stack">
          {hint && <p className="quiet prose">{hint}</p>}
          <Form<V> form={form} layout="vertical" requiredMark preserve={false} onKeyDown={keepEnterInPickers} onFinish={(values) => void send(values)}
            {...(starting ? { initialValues: starting as object } : {})}>
            {fields}
          </Form>
          <Trouble error={error} />
        </div>
      </Modal>
    </>
  );
}

/** The field most acts ask for. */
export function ReasonField({ name = 'reason', label, required = true, max = 4000 }: { name?: string; label?: string; required?: boolean; max?: number }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={label ?? t('app.reason')} rules={[{ required, whitespace: true, message: t('app.required') }]}>
      <Input.TextArea rows={4} maxLength={max} showCount />
    </Form.Item>
  );
}
