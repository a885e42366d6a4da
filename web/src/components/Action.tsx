import { App, Button, Form, Input, Modal, type ButtonProps } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { keepEnterInPickers, shortcutName, useShortcut } from '../lib/keys';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';

interface Props<V extends object, R> {
  label: string;
  /** What will happen, in a sentence. */
  hint?: ReactNode;
  fields?: ReactNode;
  initial?: Partial<V> | (() => Partial<V>);
  run: (values: V) => Promise<R>;
  /** Said once it is done; absent when `run` says itself how it went. */
  done?: string;
  /** Further steps once it is done, for instance going to the new page. */
  after?: (result: R) => void;
  /** A second way to send it, which goes on to something else afterwards. */
  alsoGo?: { label: string; go: () => void };
  /** Nothing to fill in and easily undone: no form, a press does it. The hint is the button's title. */
  atOnce?: boolean;
  /** A letter that presses the button together with Alt. */
  shortcut?: string;
  width?: number;
  button?: ButtonProps;
}

/** A button that opens a small form, sends it, shows what was refused and why, and refreshes the page's figures. */
export function Action<V extends object = object, R = unknown>(props: Props<V, R>) {
  const { label, hint, fields, initial, run, done, after, alsoGo, atOnce = false, shortcut, width, button } = props;
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<V>();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const goesOn = useRef(false);

  async function send(values: V) {
    setBusy(true);
    setError(null);
    try {
      const result = await run(values);
      setOpen(false);
      if (done) void message.success(done);
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
      if (goesOn.current) alsoGo?.go();
      else after?.(result);
    } catch (reason) {
      setError(reason);
      // Done at once and refused: the form says why, and offers to try again.
      setOpen(true);
    } finally {
      setBusy(false);
    }
  }

  function press() {
    goesOn.current = false;
    setError(null);
    if (atOnce) void send({} as V);
    else setOpen(true);
  }
  useShortcut(shortcut, press);

  function confirm(on: boolean) {
    goesOn.current = on;
    form.submit();
  }

  const title = [atOnce && typeof hint === 'string' ? hint : '', shortcut ? shortcutName(shortcut) : ''].filter(Boolean).join('\n');
  const starting = typeof initial === 'function' ? initial() : initial;
  return (
    <>
      <Button
        {...button}
        {...(title ? { title } : {})}
        {...(shortcut ? { 'aria-keyshortcuts': shortcutName(shortcut) } : {})}
        loading={atOnce && busy && !open}
        onClick={press}
      >
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
        onOk={() => confirm(false)}
        footer={(buttons) => (
          <>
            {alsoGo && (
              <Button loading={busy} onClick={() => confirm(true)}>
                {alsoGo.label}
              </Button>
            )}
            {buttons}
          </>
        )}
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
