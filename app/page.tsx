export default function P() {
  return <p className="num text-good">x</p>;
}
