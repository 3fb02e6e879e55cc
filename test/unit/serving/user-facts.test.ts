import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userFile } from '../../../src/adapters/index.ts';
import { currentSnapshot, syncCatalogue } from '../../../src/catalogue/index.ts';
import { userId } from '../../../src/domain/ids.ts';
import { loadUserFacts } from '../../../src/serving/user-facts.ts';
import { temporaryFolder, temporaryInstallation } from '../../support/installation.ts';

describe('loadUserFacts', () => {
  it('says of a user what the catalogue says, and nothing of strangers', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'users.csv');
    writeFileSync(path, 'user_id,age,occupation,gender\n7,34,artist,F\n12,,,M\n');
    await syncCatalogue({
      ...installation,
      items: null,
      users: userFile(path),
      complete: false,
      timeless: true,
    });
    const snapshot = (await currentSnapshot(installation.home, installation.artifacts))!;
    const facts = await loadUserFacts(installation.tables, snapshot);
    expect(facts.factsOf(userId('7'))).toEqual({
      userId: '7',
      age: 34,
      gender: 'F',
      occupation: 'artist',
    });
    expect(facts.factsOf(userId('12'))).toMatchObject({ age: null, gender: 'M' });
    expect(facts.factsOf(userId('8'))).toBeNull();
  });
});
