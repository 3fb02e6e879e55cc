import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localArtifactStore } from '../../../src/adapters/index.ts';
import { openHome, writeFileDurably, type Artifact } from '../../../src/store/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

async function storeWithOne() {
  const home = openHome(temporaryFolder());
  const store = localArtifactStore(home);
  const draft = await store.draft('model');
  writeFileSync(join(draft.folder, 'weights'), 'abc');
  const artifact: Artifact = await draft.commit({ family: 'als' }, { seconds: 3 });
  return { home, store, artifact };
}

describe('localArtifactStore', () => {
  it('gives the same content the same id, whatever else is said about it', async () => {
    const { store, artifact } = await storeWithOne();
    const draft = await store.draft('model');
    writeFileSync(join(draft.folder, 'weights'), 'abc');
    expect((await draft.commit({ family: 'als' }, { seconds: 4 })).id).toBe(artifact.id);
    expect(await store.list('model')).toHaveLength(1);
  });

  it('loads by the beginning of an id and names what there is when nothing fits', async () => {
    const { store, artifact } = await storeWithOne();
    expect((await store.load('model', artifact.id.slice(0, 6))).id).toBe(artifact.id);
    await expect(store.load('model', '')).rejects.toMatchObject({
      code: 'ARTIFACT_MISSING',
    });
    await expect(store.load('dataset', artifact.id)).rejects.toThrow(/none at all/);
    await expect(store.load('model', 'ffffffff')).rejects.toThrow(artifact.id.slice(0, 12));
  });

  it('shows nothing of a draft that is discarded or never committed', async () => {
    const { home, store } = await storeWithOne();
    const draft = await store.draft('model');
    writeFileSync(join(draft.folder, 'weights'), 'half');
    expect(await store.list('model')).toHaveLength(1);
    await draft.discard();
    expect(readdirSync(home.temporary)).toEqual([]);
  });

  it.each([
    ['a changed manifest', 'manifest.json', '{"kind":"model","format":1,"content":{},"files":{}}'],
    ['an unreadable manifest', 'manifest.json', '{'],
    ['a shortened file', 'weights', 'ab'],
  ])('refuses to load %s', async (_, name, text) => {
    const { store, artifact } = await storeWithOne();
    writeFileSync(join(artifact.folder, name), text);
    await expect(store.load('model', artifact.id)).rejects.toMatchObject({
      code: 'ARTIFACT_CORRUPT',
    });
  });

  it('misses a file that was removed', async () => {
    const { store, artifact } = await storeWithOne();
    rmSync(join(artifact.folder, 'weights'));
    await expect(store.load('model', artifact.id)).rejects.toThrow(/no file weights/);
  });

  it('finds a flipped bit when asked to read every byte', async () => {
    const { store, artifact } = await storeWithOne();
    await store.requireIntact(artifact);
    writeFileSync(join(artifact.folder, 'weights'), 'abd');
    await expect(store.requireIntact(artifact)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' });
  });

  it('refuses an artifact of a newer format', async () => {
    const { home, store } = await storeWithOne();
    const id = 'a'.repeat(64);
    mkdirSync(join(home.root, 'models', id));
    const manifest = { kind: 'model', format: 99, content: {}, files: {}, info: {} };
    writeFileSync(join(home.root, 'models', id, 'manifest.json'), JSON.stringify(manifest));
    await expect(store.load('model', id)).rejects.toMatchObject({ code: 'ARTIFACT_TOO_NEW' });
  });

  it('forgets what is removed, and removing nothing is no error', async () => {
    const { store, artifact } = await storeWithOne();
    await store.remove('model', artifact.id);
    await store.remove('model', artifact.id);
    expect(await store.list('model')).toEqual([]);
  });
});

/** Mounts a file system of 64 KiB, if this process may. */
function tinyDisk(): string | null {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

describe('a full disk', () => {
  it('is one clear error and leaves the old content', async ({ skip }) => {
    const folder = tinyDisk();
    if (folder === null) return skip('mounting a small file system needs the right to mount');
    const path = join(folder, 'file');
    writeFileDurably(path, 'old');
    expect(() => writeFileDurably(path, 'x'.repeat(100_000))).toThrow(
      expect.objectContaining({ code: 'DISK_FULL' }),
    );
    execFileSync('grep', ['-q', 'old', path]);
  });

  it('repacks an artifact under its id, and keeps what was dropped until it is swept', async () => {
    const { store, artifact } = await storeWithOne();
    const repacked = await store.repack(artifact, {
      write: async (folder) => writeFileSync(join(folder, 'weights.small'), 'a'),
      drop: ['weights'],
    });
    expect(repacked.id).toBe(artifact.id);
    expect(Object.keys(repacked.manifest.files)).toEqual(['weights.small']);
    expect(readdirSync(artifact.folder).sort()).toEqual([
      'manifest.json',
      'weights',
      'weights.small',
    ]);
    expect(await store.sweep(repacked, 3_600_000)).toBe(0);
    expect(await store.sweep(repacked, 0)).toBe('abc'.length);
    await store.requireIntact(await store.load('model', artifact.id));
    expect(readdirSync(artifact.folder).sort()).toEqual(['manifest.json', 'weights.small']);
  });

  it('leaves an artifact as it was when repacking fails half-way', async () => {
    const { home, store, artifact } = await storeWithOne();
    const failing = store.repack(artifact, {
      write: async (folder) => {
        writeFileSync(join(folder, 'half'), 'x');
        throw new RangeError('on purpose');
      },
      drop: ['weights'],
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect((await store.load('model', artifact.id)).manifest).toEqual(artifact.manifest);
    expect(readdirSync(home.temporary)).toEqual([]);
  });

  it('examines what cannot be loaded, and says what of it is still known', async () => {
    const { store, artifact } = await storeWithOne();
    writeFileSync(join(artifact.folder, 'weights'), 'ab');
    const [shortened] = await store.examine('model');
    expect(shortened).toMatchObject({
      id: artifact.id,
      artifact: { manifest: { content: { family: 'als' } } },
      damage: { code: 'ARTIFACT_CORRUPT' },
    });
    writeFileSync(join(artifact.folder, 'manifest.json'), '{');
    expect(await store.examine('model')).toMatchObject([{ id: artifact.id, artifact: null }]);
  });

  it('sets artifacts aside without ever writing over one that lies there', async () => {
    const { home, store, artifact } = await storeWithOne();
    const first = await store.setAside('model', artifact.id);
    expect(await store.list('model')).toEqual([]);
    const draft = await store.draft('model');
    writeFileSync(join(draft.folder, 'weights'), 'abc');
    await draft.commit({ family: 'als' });
    const second = await store.setAside('model', artifact.id);
    expect(second).not.toBe(first);
    expect(readdirSync(join(home.root, 'set-aside'))).toHaveLength(2);
  });
});
