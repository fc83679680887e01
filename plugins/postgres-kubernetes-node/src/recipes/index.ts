export { connectionOf } from './connectionOf';
export { chooseContext, contextNote } from './fromLaptop';
export {
  databaseOf,
  kubectl,
  MAINTENANCE_DATABASE,
  type Login,
  type LoginSecret,
} from './login';
export { recipesFor } from './recipesFor';
