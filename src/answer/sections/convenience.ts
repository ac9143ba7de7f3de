/** What the words of 办理类型 mean, for people. */
export const CONVENIENCE: Readonly<Record<string, string>> = {
  马上办: '马上办：材料齐全、符合条件的当场办',
  网上办: '网上办：可以在网上办理',
  就近办: '就近办：可以在就近的服务点办',
  一次办: '一次办：材料齐全的最多跑一次',
  最多跑一次: '最多跑一次：材料齐全、符合法定受理条件的，从提交申请到拿到结果最多跑一次',
};
