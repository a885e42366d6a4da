// The ground a later story stands on, laid through the API: what the first hour's story does by hand.

export const password = 'correct-horse-battery';
export const supervisor = '海东省政务云监管中心';
export const provider = '东岚云计算有限公司';
export const platform = '东岚政务云';

/** Asks the server as one person. */
export async function caller(base, login) {
  let cookie = '';
  const ask = async (method, path, body) => {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { 'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json', 'x-yunjian': '1', cookie },
      ...(body ? { body: Buffer.isBuffer(body) ? body : JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return text ? JSON.parse(text) : null;
  };
  if (login) await ask('POST', '/session', { login, password });
  return ask;
}

/** A supervisor with lead and reviewer, a provider with an officer, a platform under a plan of Appendix A. */
export async function layGround(server) {
  const nobody = await caller(server.base);
  await nobody('POST', '/bootstrap', { code: await server.bootstrapCode(), organisation: supervisor, login: 'admin', name: '罗宁', password });
  const admin = await caller(server.base, 'admin');
  const { organisation } = await admin('GET', '/me');
  const made = await admin('POST', '/organisations', { name: provider, role: 'provider' });
  const people = [
    ['lead', '郑岚', organisation.id, 'lead'],
    ['reviewer', '许衡', organisation.id, 'reviewer'],
    ['officer', '何川', made.id, 'provider_officer'],
  ];
  for (const [login, name, at, role] of people) await admin('POST', '/users', { login, name, organisation: at, role, password });
  const lead = await caller(server.base, 'lead');
  const { id } = await lead('POST', '/platforms', {
    name: platform,
    provider: made.id,
    zone: 'Asia/Shanghai',
    level: 'general',
    supervised_from: '2026-09-01',
    mandate: { commissioned_by: '海东省网络安全和信息化委员会办公室', areas: ['controls', 'changes', 'incidents'], valid_from: '2026-08-01', valid_until: '2029-07-31' },
  });
  await lead('POST', `/platforms/${id}/authorisations`, { result: 'granted', valid_from: '2025-07-01', valid_until: '2028-06-30', conditions: null, remind_days: 90 });
  await lead('POST', `/platforms/${id}/plan`, { defaults: true, obligations: null });
  return id;
}

export const secondPlatform = '东岚政务云二区';

/** A second platform of the same provider under the same plan. */
export async function addPlatform(server) {
  const lead = await caller(server.base, 'lead');
  const [first] = (await lead('GET', '/platforms')).items;
  const { id } = await lead('POST', '/platforms', {
    name: secondPlatform,
    provider: first.provider.id,
    zone: 'Asia/Shanghai',
    level: 'general',
    supervised_from: '2026-09-01',
    mandate: { commissioned_by: '海东省网络安全和信息化委员会办公室', areas: ['controls'], valid_from: '2026-08-01', valid_until: '2029-07-31' },
  });
  await lead('POST', `/platforms/${id}/plan`, { defaults: true, obligations: null });
  return id;
}

/** An adverse verdict on an assessed submission through its whole procedure, with an order; answers with the rectification. */
export async function orderRectification(server, submission) {
  const [lead, reviewer, officer] = await Promise.all(['lead', 'reviewer', 'officer'].map((login) => caller(server.base, login)));
  const path = `/submissions/${submission}`;
  const verdict = { verdict: 'non_compliant', reason: '有组件没有扫描', nonconformities: [{ rule: 'A-12.3-G-1-1-R1', severity: 'blocking', text: '有组件没有扫描' }] };
  await reviewer('POST', `${path}/take`, {});
  const told = await reviewer('POST', `${path}/intend`, { ...verdict, order: '请补扫全部组件' });
  await officer('POST', `/notices/${told.notice}/receipt`, {});
  await officer('POST', `${path}/statement`, { statement: null });
  const { procedure } = await reviewer('GET', path);
  const drafted = await reviewer('POST', `${path}/draft`, {
    verdict: verdict.verdict, reason: verdict.reason, nonconformities: procedure.nonconformities.map((each) => each.id), order: { text: '请补扫全部组件' },
  });
  const issued = await lead('POST', `/notices/${drafted.notice}/issue`, {});
  await officer('POST', `/notices/${drafted.notice}/receipt`, {});
  return issued.rectification;
}

/** Hands in files for the due item of an obligation and period (none: whichever comes first), and waits until they were read and assessed. */
export async function handInFiles(server, login, platformId, obligation, period, files) {
  const ask = await caller(server.base, login);
  let due;
  for (let patience = 40; !due; patience -= 1) {
    if (patience === 0) throw new Error(`there is no due item ${obligation} ${period}`);
    const { items } = await ask('GET', `/dues?platform=${platformId}&obligation=${encodeURIComponent(obligation)}&limit=200`);
    due = items.find((item) => !period || item.period === period);
    if (!due) await new Promise((go) => setTimeout(go, 500));
  }
  const upload = await ask('POST', '/uploads', { platform: platformId, dues: [due.id] });
  for (const [name, bytes] of files) await ask('PUT', `/uploads/${upload.id}/files/${encodeURIComponent(name)}`, bytes);
  const made = await ask('POST', '/submissions', { upload: upload.id, dues: [due.id], forms: {} });
  const [{ id }] = made.submissions;
  for (let patience = 120; patience > 0; patience -= 1) {
    const { state } = await ask('GET', `/submissions/${id}`);
    if (state === 'assessed') return id;
    if (state === 'not_admitted') throw new Error(`${id} was not admitted`);
    await new Promise((go) => setTimeout(go, 500));
  }
  throw new Error(`${id} was not assessed in time`);
}
