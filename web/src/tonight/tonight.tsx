export const Tonight = () => null;
