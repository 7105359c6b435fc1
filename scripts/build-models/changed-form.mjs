/** The schemas are the SDK's inner matter: any surprise stops the build instead of giving a wrong model. */
export function changedForm(where, what) {
  throw new Error(
    `${where}: ${what}. The SDK's schemas changed their form: teach scripts/build-models the new one.`,
  )
}
