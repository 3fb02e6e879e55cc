import { useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  Label,
  Popover,
  Radio,
  RadioGroup,
} from 'react-aria-components';
import type { Deeds } from './use-deeds.ts';
import { useItem } from './use-item.ts';

/** A film of which the length is not known. */
const USUAL_MINUTES = 100;

/** Watch and rate, right where a title stands. */
export function TitleActions({
  itemId,
  name,
  deeds,
}: {
  readonly itemId: string;
  readonly name: string;
  readonly deeds: Deeds;
}) {
  const minutes = useItem(itemId)?.runtimeMinutes ?? USUAL_MINUTES;
  const isBusy = deeds.busyWith === itemId;
  if (!deeds.isPossible) return null;
  return (
    <div className="title-actions">
      <Button
        className="button"
        aria-label={`Watch ${name}`}
        isDisabled={isBusy}
        onPress={() => deeds.act({ kind: 'watch', itemId, minutes }, name)}
      >
        {isBusy ? 'Watching …' : 'Watch'}
      </Button>
      <Rate name={name} onRate={(rating) => deeds.act({ kind: 'rate', itemId, rating }, name)} />
    </div>
  );
}

const STARS = [1, 2, 3, 4, 5];

function Rate({
  name,
  onRate,
}: {
  readonly name: string;
  readonly onRate: (rating: number) => void;
}) {
  const [rating, setRating] = useState<string | null>(null);
  return (
    <DialogTrigger>
      <Button className="button" aria-label={`Rate ${name}`}>
        {rating === null ? 'Rate' : `${rating} ★`}
      </Button>
      <Popover className="popover" placement="top">
        <Dialog className="rate" aria-label={`Rate ${name}`}>
          {({ close }) => (
            <RadioGroup
              className="stars"
              orientation="horizontal"
              value={rating}
              onChange={(value) => {
                setRating(value);
                onRate(Number(value));
                close();
              }}
            >
              <Label className="label">How was it?</Label>
              <div className="stars-row">
                {STARS.map((star) => (
                  <Radio key={star} value={String(star)} className="star">
                    <span className="hidden-text">{star === 1 ? '1 star' : `${star} stars`}</span>
                    <span aria-hidden="true">{star}★</span>
                  </Radio>
                ))}
              </div>
            </RadioGroup>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
