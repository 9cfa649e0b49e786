// The market, by what stands in the address after it.

import { bigIn, numberIn, type Route } from '../../app/route.ts';
import { Designs } from './designs.tsx';
import { Case, Judge } from './judge.tsx';
import { Listing } from './listing.tsx';
import { Market } from './market.tsx';
import { Order } from './order.tsx';
import { Orders } from './orders.tsx';
import { Sell } from './sell.tsx';

export default function View({ path: [first, second], query }: Route) {
  const [listing, order, disputed] = [numberIn(first), bigIn(second), numberIn(second)];
  if (first === 'orders') return <Orders />;
  if (first === 'sell') return <Sell />;
  if (first === 'designs') return <Designs />;
  if (first === 'judge') {
    return disputed === undefined ? <Judge /> : <Case key={second} number={disputed} />;
  }
  if (first === 'order' && order !== undefined) return <Order key={second} number={order} />;
  return listing === undefined ? (
    <Market query={query} />
  ) : (
    <Listing key={listing} number={listing} />
  );
}
